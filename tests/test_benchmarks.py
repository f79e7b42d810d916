"""The benchmark measures what it says: the books have their shape, answers are compared, and what fails is said, not left out."""

import os
import re
import sys
import time
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import corpus, page, plot
from benchmarks.__main__ import main
from benchmarks.answers import ID, fault, right_answer
from benchmarks.commands import QUICK, ROWS, TYPER_AND_COMMIT, chosen, compared
from benchmarks.figures import keep, kept
from benchmarks.goals import GOALS, outcomes
from benchmarks.measuring import PYTHON, REFERAT, Measured, machine
from benchmarks.peers import PEERS
from benchmarks.peers.grep import LINE
from benchmarks.peers.peer import Peer
from benchmarks.stopwatch import Command, Run, Timed, TooSlow, WentWrong, once, ratio, side_by_side
from benchmarks.victims import Victims
from benchmarks.workshop import Missing, Workshop

ENV = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
CONVERTING = [peer for peer in PEERS if peer.convert]


def shell(script: str, folder: Path, **more: object) -> Command:
    return Command(("sh", "-c", script), folder, ENV, **more)  # type: ignore[arg-type]


def timed(*seconds: float) -> Timed:
    return Timed([Run(one, 10_240, "") for one in seconds])


# ---------------------------------------------------------------- the books


def test_minutes_have_the_shape_that_the_page_tells_of() -> None:
    for sheet in corpus.sheets(60):
        _, header, body = sheet.text.split("---\n", 2)
        assert 24 <= header.count("\n") <= 30
        assert 60 <= body.count("\n") <= 120
        assert header.count("\n  - ") == 18
        assert len(sheet.tasks) == body.count("frist:") == 10
    tasks = list(corpus.tasks(200))
    assert 0.15 < sum(not task.closed for task in tasks) / len(tasks) < 0.25
    assert len({task.id for task in tasks}) == len(tasks)
    assert all(ID.fullmatch(task.id) for task in tasks)


def test_the_same_book_comes_out_every_time_and_is_laid_out_once(tmp_path: Path) -> None:
    corpus.lay_out(20, tmp_path / "book")
    laid_out = {path.relative_to(tmp_path / "book").as_posix(): path.read_text(encoding="utf-8") for path in (tmp_path / "book").rglob("2*.md")}
    assert laid_out == {sheet.path: sheet.text for sheet in corpus.sheets(20)}
    kept = tmp_path / "book" / next(iter(laid_out))
    kept.write_text("changed", encoding="utf-8")
    corpus.lay_out(20, tmp_path / "book")
    assert kept.read_text(encoding="utf-8") == "changed"


def test_the_text_alone_holds_the_right_answer() -> None:
    found = [line for sheet in corpus.sheets(50) for line in sheet.text.splitlines() if re.search(LINE, line)]
    found.sort(key=lambda line: line.partition("frist:")[2])
    assert len(found) > 5
    assert not fault("\n".join(found), right_answer(50))


# ---------------------------------------------------------------- answers


def test_an_answer_that_is_not_right_is_found_out() -> None:
    right = right_answer(50)
    ids = sorted(right, key=lambda id_: right[id_])
    assert not fault(" ".join(ids), right)
    assert "missing" in fault(" ".join(ids[1:]), right)
    assert "do not belong" in fault(" ".join([*ids, "0z0z0z"]), right)
    assert "twice" in fault(" ".join([*ids, ids[0]]), right)
    assert "order" in fault(" ".join(reversed(ids)), right)
    assert not fault(" ".join(reversed(ids)), right, by_due=False)


@pytest.mark.parametrize("peer", CONVERTING, ids=lambda peer: peer.name)
def test_a_peer_is_given_every_task_of_the_book(peer: Peer, tmp_path: Path) -> None:
    assert peer.convert
    peer.convert(20, tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file() and ".git" not in path.parts)
    tasks = list(corpus.tasks(20))
    assert {task.id for task in tasks} <= set(ID.findall(written))
    assert all(task.text in written for task in tasks)


# ---------------------------------------------------------------- the stopwatch


def test_time_memory_and_output_are_those_of_the_command(tmp_path: Path) -> None:
    slept = once(shell("sleep 0.1; echo done", tmp_path))
    assert 0.1 <= slept.seconds < 5
    assert slept.output == "done\n"
    large = once(Command((sys.executable, "-c", "x = bytearray(60 << 20)"), tmp_path, ENV))
    assert large.kib > 60 << 10
    assert slept.kib < 20 << 10  # this process is far larger, and none of that is shown as the shell's


def test_a_command_that_fails_says_so_and_the_others_go_on(tmp_path: Path) -> None:
    found = side_by_side({"good": shell("true", tmp_path), "bad": shell("echo no such book >&2; exit 3", tmp_path)}, rounds=2)
    assert len(found["good"].runs) == 2
    assert not found["bad"].runs
    assert "3" in found["bad"].trouble
    assert "no such book" in found["bad"].trouble


def test_a_command_without_end_is_stopped_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(TooSlow):
        once(shell("sleep 30 & echo $! > child; wait", tmp_path, longest=0.5))
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    until = time.monotonic() + 10  # a killed process dies when it is next given a core; by itself this one would sleep for 30 s
    while (state := _state(child)) not in {"", "Z"} and time.monotonic() < until:
        time.sleep(0.01)
    assert state in {"", "Z"}


def _state(process: int) -> str:
    """What the system says of a process; "" where there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2]
    except OSError:
        return ""


def test_other_exit_codes_may_be_fine(tmp_path: Path) -> None:
    assert once(shell("echo found; exit 1", tmp_path, fine=(0, 1))).output == "found\n"
    with pytest.raises(WentWrong):
        once(shell("exit 1", tmp_path))


def test_commands_take_turns_after_a_warm_up(tmp_path: Path) -> None:
    side_by_side({name: shell(f"echo {name} >> turns", tmp_path) for name in "ab"}, rounds=2)
    assert (tmp_path / "turns").read_text(encoding="utf-8").split() == ["a", "b"] * 3


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    assert ratio(timed(2.0, 3.0, 40.0), timed(1.0, 1.0, 10.0)) == 3.0


def test_words_may_differ_from_run_to_run(tmp_path: Path) -> None:
    words = iter(("one", "two", "three"))
    side_by_side({"": Command(("sh", "-c", "echo $0 >> said"), tmp_path, ENV, then=lambda: (next(words),))}, rounds=2)
    assert (tmp_path / "said").read_text(encoding="utf-8").split() == ["one", "two", "three"]


# ---------------------------------------------------------------- the commands


def test_rows_are_chosen_by_how_their_names_begin() -> None:
    assert [row.name for row in chosen(["done"])] == ["done", "done, beside taskwarrior"]
    assert {row.name for row in chosen(["show"])} == {"show MEETING", "show GROUP", "show PERSON", "show ACTION"}
    assert len(chosen([])) == len(ROWS) == len({row.name for row in ROWS})
    assert chosen(QUICK)


def test_a_change_is_compared_with_the_start_and_the_commit_of_its_own_round() -> None:
    (row,) = (row for row in ROWS if row.name == "done")
    assert row.against == TYPER_AND_COMMIT
    measured = Measured(times={"commands 1000": {"T": timed(1, 2, 1), "G": timed(1, 2, 4), "done": timed(4, 12, 5)}})
    assert compared(measured, row, 1000) == 2.0
    assert compared(measured, row, 100) is None
    measured.times["commands 1000"]["G"] = Timed(trouble="over 60 s")
    assert compared(measured, row, 1000) is None


def test_what_a_change_falls_on_is_there_once(tmp_path: Path) -> None:
    corpus.lay_out(60, tmp_path / "book")
    victims = Victims(tmp_path / "book")
    assert victims.are_enough(actions=30, minutes=5)
    assert not victims.are_enough(actions=1000, minutes=5)
    taken = [victims.action()[0] for _ in range(20)]
    assert len(set(taken)) == 20
    assert set(taken) <= {task.id for task in corpus.tasks(60) if not task.closed}
    assert victims.to_close() == victims.closed()
    approved, _, later, *_ = victims.to_approve()
    assert approved.endswith("-skole")
    assert approved < later
    before = (tmp_path / "book" / victims.write()).read_text(encoding="utf-8")
    assert (tmp_path / "book" / victims.write()).read_text(encoding="utf-8") != before


# ---------------------------------------------------------------- goals and page


def made_up() -> Measured:
    measured = Measured(
        times={
            "start": {PYTHON: timed(0.010), "--version": timed(0.012), "completion": timed(0.030)},
            "typer": {"smallest": timed(0.060), "add": timed(0.063), "done": timed(0.066)},
            "1000": {PYTHON: timed(0.010), REFERAT: timed(0.014), "ripgrep": timed(0.013), "taskwarrior": Timed(trouble="over 60 s")},
            "10000": {PYTHON: timed(0.010), REFERAT: timed(0.030), "ripgrep": timed(0.050)},
            "50000": {PYTHON: timed(0.010), REFERAT: timed(0.100), "ripgrep": timed(0.200)},
            "commands 10000": {"T": timed(0.060), "G": timed(0.040), "done": timed(0.150), "groups": timed(0.090)},
        }
    )
    measured.missing["topydo"] = "there is no pip"
    return measured


def test_goals_are_met_not_met_or_not_measured() -> None:
    found = {(outcome.goal.what, outcome.goal.at, outcome.goal.against): outcome for outcome in outcomes(made_up())}
    assert len(found) == len(GOALS)
    assert found["`--version`", "–", "`python -c pass`"].verdict == "met"
    assert found["completing a group", "100", "`python -c pass`"].verdict == "**not met**"
    asked = "`actions --group kraft`, warm, in a pipe"
    assert found[asked, "10000", "ripgrep"].verdict == "met, and the stretch"
    assert found[asked, "1000", "taskwarrior"].verdict == "not measured"
    assert found["`done`", "10000", "T + G"].verdict == "met"
    assert found["`groups`", "10000", "T"].value == pytest.approx(1.5)
    growth = found["growth per file, net of the start", "1000 to 50000", "itself: linear"].value
    assert growth == pytest.approx((0.100 - 0.012) / (0.014 - 0.012) / 50)


def test_the_page_shows_every_goal_and_what_was_not_had_and_keeps_what_is_written_by_hand() -> None:
    first = page.page(made_up(), machine(), "")
    assert all(goal.what in first for goal in GOALS)
    assert "there is no pip" in first
    assert "over 60 s" in first
    assert "| `done` | T + G | 1.50 | 150 | 10 |" in first
    by_hand = "\n\n## What it means\n\nMuch.\n"
    again = page.page(made_up(), machine(), first.rstrip() + by_hand)
    assert again.endswith(by_hand)
    assert again.count("## The question at each size") == 1


def test_figures_that_were_kept_give_the_same_page(tmp_path: Path) -> None:
    keep(tmp_path / "figures.json", made_up(), machine())
    assert page.page(*kept(tmp_path / "figures.json"), "") == page.page(made_up(), machine(), "")


def test_the_machine_is_named_without_places_or_people() -> None:
    said = " ".join(machine().values())
    assert not re.search(r"(^|\s)/\w", said)
    assert os.uname().nodename not in said.split()


def test_the_plot_is_a_picture_with_every_program_in_it() -> None:
    picture = ET.fromstring(plot.plot(made_up()))
    words = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert {REFERAT, "ripgrep", PYTHON, "50,000"} <= set(words)


# ---------------------------------------------------------------- as a whole


def test_what_cannot_be_had_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="nothing was to be installed"):
        Workshop(tmp_path, may_install=False).from_apt("task", "taskwarrior")
    with pytest.raises(Missing, match="no npm to get it with"):
        Workshop(tmp_path, may_install=True).from_npm("backlog", "backlog.md")


def test_the_smallest_run_works_and_leaves_the_page_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [Path(page.__file__).parents[1] / "docs" / name for name in ("performance.md", "performance.svg")]
    before = [path.read_bytes() for path in pages if path.exists()]
    monkeypatch.setattr("benchmarks.measuring.PEACE", 0.0)
    assert main(["--size", "20", "--rounds", "1", "--quick", "--no-install", "--folder", str(tmp_path)]) == 0, capsys.readouterr().err
    assert [path.read_bytes() for path in pages if path.exists()] == before
    assert REFERAT in capsys.readouterr().out


def test_a_wrong_answer_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    first = min(right_answer(20).values())
    monkeypatch.setattr("benchmarks.measuring.PEACE", 0.0)
    monkeypatch.setattr("benchmarks.__main__.starts", lambda *_, **__: None)
    monkeypatch.setattr("benchmarks.__main__.every_command", lambda *_: None)
    monkeypatch.setattr("benchmarks.measuring.right_answer", lambda _: {"0z0z0z": first - timedelta(days=1)})
    assert main(["--size", "20", "--rounds", "1", "--quick", "--no-install", "--folder", str(tmp_path)]) == 1
    assert "referat at 20 answers otherwise" in capsys.readouterr().err
