"""Series of rising numbers: which numbers of a text belong together."""

from collections.abc import Iterator, Sequence

from referat.intake.numbering import BARE, CASE, KEYED, LETTER, SECTION, Numbered


def family_of(numbered: Numbered) -> str:
    if numbered.style in (SECTION, LETTER):
        return numbered.style
    if numbered.style in (CASE, KEYED):
        return "keyed" if numbered.style == KEYED and "/" not in numbered.number else "case"
    return "plain"


def is_amount(numbered: Numbered) -> bool:
    """A number that begins a sum or a hint, no item: "500 kroner", "2 Sider"."""
    return numbered.style == BARE and ((numbered.order[0] > 400 and not numbered.title[:1].isupper()) or len(numbered.title.split()) > 14)


def number_runs(marks: Sequence[tuple[int, Numbered]]) -> Iterator[list[tuple[int, Numbered]]]:
    """The series of rising numbers; one that begins anew is another, unless it only stands inside an item."""
    taken: set[int] = set()
    for start in range(len(marks)):
        if start in taken:
            continue
        run = [start]
        at = start + 1
        while at < len(marks):
            step = _step_in(marks, run, at)
            if at in taken:
                at += 1
                continue
            if 0 < step <= 30 and not _is_inner(marks, run, at):
                run.append(at)
            elif step <= 0 and len(marks[at][1].order) == len(marks[run[0]][1].order) and not _goes_on(marks, run[-1], at):
                break
            at += 1
        taken |= set(run)
        yield [marks[index] for index in run]
        stepped = [start]
        for index in range(start + 1, len(marks)):
            if _step(marks[stepped[-1]][1], marks[index][1]) == 1:
                stepped.append(index)
        if len(stepped) > max(1, len(run)) and start == 0:
            yield [marks[index] for index in stepped]


def _step_in(marks: Sequence[tuple[int, Numbered]], run: Sequence[int], at: int) -> int:
    """The step from the last number, or from the last of its own letters where several kinds are mixed ("PS 7/25", "RS 3/25")."""
    after = marks[at][1]
    if _of_one_kind(marks[run[-1]][1], after):
        return _step(marks[run[-1]][1], after)
    before = next((marks[index][1] for index in reversed(run) if _of_one_kind(marks[index][1], after)), None)
    return _step(before, after) if before else 1


def _of_one_kind(one: Numbered, other: Numbered) -> bool:
    return not one.key or not other.key or one.key == other.key


def _step(before: Numbered, after: Numbered) -> int:
    if len(before.order) != len(after.order) or not _of_one_kind(before, after):
        return 0
    if family_of(before) == "case" and len(before.order) == 2 and before.order[0] != after.order[0]:
        return after.order[0] - before.order[0]  # "7/25", "8/25"; where the year stands first the last part rises: "25/14", "25/15"
    if len(before.order) > 1 and before.order[:-1] != after.order[:-1]:
        return 1 if after.order > before.order else 0
    return after.order[-1] - before.order[-1]


def _is_inner(marks: Sequence[tuple[int, Numbered]], run: Sequence[int], at: int) -> bool:
    """A jump of more than one, where the number that should follow comes later."""
    step = _step(marks[run[-1]][1], marks[at][1])
    return step > 1 and any(_step(marks[run[-1]][1], later) == 1 for _, later in marks[at + 1 : at + 40])


def _goes_on(marks: Sequence[tuple[int, Numbered]], last: int, at: int) -> bool:
    """Whether the number after the last one comes later, and the new list does not reach it by itself."""
    reached = marks[at][1]
    for _, later in marks[at + 1 : at + 400]:
        onward = _step(marks[last][1], later)
        if onward == 1:
            return _step(reached, later) != 1
        if _step(reached, later) == 1:
            reached = later
    return False
