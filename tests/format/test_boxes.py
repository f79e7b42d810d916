import pytest

from referat.format.boxes import read_box, scan
from referat.model.action import EventKind

BOXES = [
    ("- [ ] Kalle inn ^7qk2m", (" ", "Kalle inn", "7qk2m")),
    ("* [x] Kalle inn", ("x", "Kalle inn", None)),
    ("+ [X]\tKalle inn  ^7qk2m \t", ("X", "Kalle inn", "7qk2m")),
    ("  12) [/] Kalle inn", ("/", "Kalle inn", None)),
    ("123456789. [-] Kalle inn", ("-", "Kalle inn", None)),
    ("\t-   [ ]   Kalle  inn", (" ", "Kalle  inn", None)),
    ("- [ ] ^7qk2m", (" ", "^7qk2m", None)),
    ("- [ ] a ^7qk", (" ", "a ^7qk", None)),
    ("- [ ] a ^ABCD", (" ", "a ^ABCD", None)),
    ("- [ ] a ^-abc", (" ", "a ^-abc", None)),
    ("- [ ] a ^a-b-c", (" ", "a", "a-b-c")),
    ("- [ ] a ^" + "a" * 32, (" ", "a", "a" * 32)),
    ("- [ ] a ^" + "a" * 33, (" ", "a ^" + "a" * 33, None)),
    ("- [ ] a^7qk2m", (" ", "a^7qk2m", None)),
    ("- [ ] a ^7qk2m.", (" ", "a ^7qk2m.", None)),
    ("- [ ] a ^7qk2m\u00a0", (" ", "a ^7qk2m\u00a0", None)),
    ("- [ ] a\u00a0^7qk2m", (" ", "a\u00a0^7qk2m", None)),
    ("- [ ] a ^abcd ^efgh", (" ", "a ^abcd", "efgh")),
    ("- [?] a ^7qk2m", ("?", "a", "7qk2m")),
    ("- [e\u0301] a", ("e\u0301", "a", None)),
    ("- [ ]", ("\0", "", None)),
    ("- [ ]  ", ("\0", "", None)),
]

NOT_BOXES = [
    "-[ ] a",
    "- [] a",
    "- [  ] a",
    "- [ ]a",
    "-\u00a0[ ] a",
    "[ ] a",
    "– [ ] a",
    "1234567890. [ ] a",
    "- [a](b)",
    "a - [ ] b",
    "- \\[ ] a",
    "- [xx] a",
    "",
    "   ",
]


@pytest.mark.parametrize(("text", "wanted"), BOXES)
def test_a_box_line(text: str, wanted: tuple[str, str, str | None]) -> None:
    box = read_box(text)
    assert box is not None
    assert (box.state, box.text, box.id) == wanted
    assert box.is_action == (wanted[0] in set(" xX/-"))
    if box.text:
        assert text[box.state_at : box.state_at + len(box.state)] == box.state
        assert text[box.text_at :].startswith(box.text)


@pytest.mark.parametrize("text", NOT_BOXES)
def test_what_is_no_box(text: str) -> None:
    assert read_box(text) is None


def logged(text: str) -> list[tuple[str, str, list[str]]]:
    """Box text, day and events of each log line."""
    return [(log.box.text, log.on.isoformat(), [f"{e.kind}:{e.value}".rstrip(":") for e in log.events]) for log in scan(text.split("\n")).logs]


A = "- [ ] a ^aaaa\n"
ONE = [("a", "2024-01-02", ["done"])]

LOGS = [
    ("under its box", A + "  - 2024-01-02 done", ONE),
    ("one column deeper", A + " * 2024-01-02 ferdig", ONE),
    ("numbered", A + "   1. 2024-01-02 DONE  ", ONE),
    ("after a blank line and a note", A + "\n  a note\n\n  - 2024-01-02 done", ONE),
    ("two events and two owners", A + "  - 2024-01-02 @a,@b-c.d frist:2024-W05", [("a", "2024-01-02", ["owners:a,b-c.d", "due:2024-W05"])]),
    ("every word", A + "  - 2024-01-02 startet utgår gjenåpnet due:NESTE", [("a", "2024-01-02", ["started", "dropped", "reopened", "due:NESTE"])]),
    ("a letter with a loose accent", A + "  - 2024-01-02 utga\u030ar @ha\u030akon", [("a", "2024-01-02", ["dropped", "owners:håkon"])]),
    ("a full stop is no part of a handle", A + "  - 2024-01-02 @per.", [("a", "2024-01-02", ["owners:per"])]),
    ("not indented", A + "- 2024-01-02 done", []),
    ("after a line that ends the box", A + "text\n  - 2024-01-02 done", []),
    ("after a box as deep", A + "- [ ] b\n  - 2024-01-02 done", []),
    ("under a nested box with an id", A + "  - [ ] b ^bbbb\n    - 2024-01-02 done", [("b", "2024-01-02", ["done"])]),
    ("under a nested box without an id", A + "  - [ ] b\n    - 2024-01-02 done", []),
    ("beside a nested box: the outer one", A + "  - [ ] b\n  - 2024-01-02 done", ONE),
    ("under a nested empty box", A + "  - [ ]\n    - 2024-01-02 done", []),
    ("under a box with an unknown sign", "- [?] a ^aaaa\n  - 2024-01-02 done", []),
    ("a tab is four columns", "   - [ ] a ^aaaa\n\t- 2024-01-02 done", ONE),
    ("a word that is no event", A + "  - 2024-01-02 done soon", []),
    ("no event", A + "  - 2024-01-02", []),
    ("a colon after the day", A + "  - 2024-01-02: done", []),
    ("a day that does not exist", A + "  - 2024-02-30 done", []),
    ("a due date without a year", A + "  - 2024-01-02 due:1.3", []),
    ("an empty due date", A + "  - 2024-01-02 due:", []),
    ("a month that does not exist", A + "  - 2024-01-02 due:2024-13", []),
    ("week 53 of a year without one", A + "  - 2024-01-02 due:2024-W53", []),
    ("a handle that begins with a digit", A + "  - 2024-01-02 @1a", []),
    ("a handle of 41 signs", A + "  - 2024-01-02 @" + "a" * 41, []),
    ("a comma too many", A + "  - 2024-01-02 @a,", []),
    ("no-break space", A + "  - 2024-01-02\u00a0done", []),
    ("in code", A + "  ```\n  - 2024-01-02 done\n  ```", []),
    ("in a quote", A + "  > - 2024-01-02 done", []),
    ("in a remark", A + "  <!--\n  - 2024-01-02 done\n  -->", []),
    ("after code", A + "  ```\n  ```\n  - 2024-01-02 done", ONE),
]


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in LOGS], ids=[row[0] for row in LOGS])
def test_a_log_line(text: str, wanted: list[tuple[str, str, list[str]]]) -> None:
    assert logged(text) == wanted


HIDDEN = [
    ("a fence", "```\n- [ ] a\n```\n- [ ] b", ["b"]),
    ("a fence of tildes, with a word", "~~~ text\n- [ ] a\n~~~\n- [ ] b", ["b"]),
    ("a longer fence is not closed by a shorter one", "````\n```\n- [ ] a\n````\n- [ ] b", ["b"]),
    ("a longer line closes a fence", "```\n- [ ] a\n`````\n- [ ] b", ["b"]),
    ("a fence is not closed by words", "```\n``` x\n- [ ] a\n```\n- [ ] b", ["b"]),
    ("backticks with a backtick after them are no fence", "```a`b\n- [ ] a", ["a"]),
    ("two backticks are no fence", "``\n- [ ] a", ["a"]),
    ("an indented fence", "    ```\n- [ ] a\n    ```\n- [ ] b", ["b"]),
    ("indented lines are not code", "text\n\n        - [ ] a", ["a"]),
    ("a quote", "> - [ ] a\n- [ ] b", ["b"]),
    ("an indented quote", "   > - [ ] a\n- [ ] b", ["b"]),
    ("a remark", "<!-- - [ ] a -->\n- [ ] b", ["b"]),
    ("a remark over lines", "<!--\n- [ ] a\n-->\n- [ ] b", ["b"]),
    ("the line that closes a remark", "<!--\n--> - [ ] a\n- [ ] b", ["b"]),
    ("a remark inside an action", "- [ ] a <!-- why -->\n- [ ] b", ["a <!-- why -->", "b"]),
    ("a remark opened inside an action", "- [ ] a <!--\n- [ ] b\n-->\n- [ ] c", ["a <!--", "c"]),
    ("a remark in inline code opens nothing", "- [ ] a `<!--` x\n- [ ] b", ["a `<!--` x", "b"]),
    ("code that is not closed hides no remark", "- [ ] a ` <!--\n- [ ] b", ["a ` <!--"]),
    ("a remark in a quote ends with it", "> <!--\n- [ ] a", ["a"]),
    ("a fence in a remark opens nothing", "<!--\n```\n-->\n- [ ] a", ["a"]),
    ("a remark in a fence opens nothing", "```\n<!--\n```\n- [ ] a", ["a"]),
]


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in HIDDEN], ids=[row[0] for row in HIDDEN])
def test_what_is_out_of_reach(text: str, wanted: list[str]) -> None:
    assert [box.text for box in scan(text.split("\n")).boxes] == wanted


def test_what_is_never_closed_is_told_with_the_line_it_began_on() -> None:
    assert scan(["a", "  ~~~~", "- [ ] a"]).unclosed_fence == (1, "~~~~")
    assert scan(["a", "", "x <!-- y", "- [ ] a"]).unclosed_comment == 2
    assert scan(["```", "```", "<!-- -->"]).unclosed_fence is None
    assert scan(["```", "```", "<!-- -->"]).unclosed_comment is None


def test_a_log_under_a_box_without_an_id_is_an_orphan() -> None:
    found = scan(["- [ ] a", "  - 2024-01-02 done", "  - 2024-01-02 not read"])
    assert found.orphans == [1]


def test_every_event_kind_can_be_written() -> None:
    words = "done dropped started reopened due:2024-01 @a"
    (log,) = scan(["- [ ] a ^aaaa", f"  - 2024-01-02 {words}"]).logs
    assert {event.kind for event in log.events} == set(EventKind)
    assert " ".join(f"  - 2024-01-02 {words}"[event.start : event.end] for event in log.events) == words


def test_a_tab_may_stand_before_the_id() -> None:
    box = read_box("- [ ] Ring\t^abcd1")
    assert box is not None
    assert (box.id, box.text) == ("abcd1", "Ring")
