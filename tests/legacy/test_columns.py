"""Pages of a PDF: tables get their rows back, prose in columns keeps its order, and what stands on every page is said once."""

from referat.legacy.readers.columns import Page, lines_of


def told(*pages: Page) -> list[str]:
    return [line for line in lines_of(pages) if line]


def as_laid(laid: str) -> Page:
    """A page that is written line by line."""
    return Page("\n".join(" ".join(line.split()) for line in laid.split("\n")), laid)


TABLE = """Oppgave          Ansvar        Frist
Male             Kari Moen     1.5.2020
gjerdet          og Ola Li
Rydde            Åse"""


def test_a_table_gets_its_rows_back_and_words_that_did_not_fit_into_a_cell_go_with_it() -> None:
    page = as_laid("Referat\n\n" + TABLE.replace("gjerdet  ", "         ") + "\n\nSlutt.")
    assert told(page) == ["Referat", "Oppgave\tAnsvar\tFrist", "Male\tKari Moen og Ola Li\t1.5.2020", "Rydde\tÅse", "Slutt."]


def test_a_header_over_several_columns() -> None:
    page = as_laid("Tema                    Hvem\nBrøyting     vest       Odd\nGrus         øst        Åse")
    assert told(page) == ["Tema\t\tHvem", "Brøyting\tvest\tOdd", "Grus\tøst\tÅse"]


def test_a_table_over_two_pages_is_one_and_what_stands_on_every_page_is_said_once() -> None:
    first = as_laid("Elvdal vel\n\nNr    Oppgave     Ansvar\n1     Male        Kari\n2     Rydde       Ola\n\n1 En fotnote.\nSide 1 av 2")
    second = as_laid("Elvdal vel\n\nNr    Oppgave     Ansvar\n      boden\n3     Vaske       Åse\n\nSide 2 av 2")
    assert told(first, second) == ["Elvdal vel", "Nr\tOppgave\tAnsvar", "1\tMale\tKari", "2\tRydde boden\tOla", "3\tVaske\tÅse", "1 En fotnote."]


def test_a_table_whose_header_is_not_said_again_is_one_all_the_same() -> None:
    first = as_laid("Nr    Oppgave     Ansvar\n1     Male        Kari\n2     Rydde       Ola")
    second = as_laid("3     Vaske       Åse\n4     Feie        Ola\n\nSlutt.")
    assert told(first, second) == ["Nr\tOppgave\tAnsvar", "1\tMale\tKari", "2\tRydde\tOla", "3\tVaske\tÅse", "4\tFeie\tOla", "Slutt."]


def test_prose_in_columns_is_read_column_by_column() -> None:
    left = [f"venstre linje {number}" for number in range(8)]
    right = [f"høyre linje {number}" for number in range(8)]
    laid = "\n".join(f"{one:<30}{other}" for one, other in zip(left, right, strict=True))
    assert told(Page("\n".join(left + right), laid)) == left + right


def test_a_box_beside_the_text_is_told_apart_from_it_and_a_label_is_not_from_its_value() -> None:
    page = Page("Se nettsiden.\n3. Utstyr\nSted: Skolen\nHusk hansker!", "Se nettsiden.       Husk hansker!\n3. Utstyr\nSted:    Skolen")
    assert told(page) == ["Se nettsiden.", "Husk hansker!", "3. Utstyr", "Sted: Skolen"]


def test_the_gap_after_a_number_is_no_column() -> None:
    assert told(as_laid("1.      Økonomi\nTekst.\n2.1)    Lån\na)      Bank")) == ["1. Økonomi", "Tekst.", "2.1) Lån", "a) Bank"]


def test_a_sentence_goes_on_over_the_page_and_bullets_are_bullets() -> None:
    assert lines_of([as_laid("Kari sender\n\nSide 1"), as_laid("\nbrev til banken.\n•Lån\n◦ Rente")])[-4:] == [
        "Kari sender", "brev til banken.", "- Lån", "- Rente",
    ]  # fmt: skip


def test_where_the_looks_say_less_than_what_is_written_that_is_taken() -> None:
    assert told(Page("Referat\nstående skrift", "Referat")) == ["Referat", "stående skrift"]
