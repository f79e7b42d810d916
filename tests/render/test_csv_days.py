"""What Excel would take for a day is handed to it as a text."""

from referat.render.csvtext import _for_excel


def test_the_number_of_a_case_stays_one_in_excel() -> None:
    assert _for_excel("12/26") == '"=""12/26"""'
    assert _for_excel("14-26") == '"=""14-26"""'
    assert _for_excel("2026-03-03") == '"2026-03-03"'
    assert _for_excel("=1+1") == '"\'=1+1"'
