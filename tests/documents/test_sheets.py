from referat.documents.sheets import read_csv


def test_what_excel_was_told_is_text_is_read_as_it() -> None:
    told, plain = (read_csv(f'"Sak";"Oppgave"\r\n{case};"Male"\r\n', "liste.csv") for case in ('"=""12/26"""', '"12/26"'))
    assert told == plain
