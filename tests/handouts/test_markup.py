"""What a writer wrote in Markdown, as blocks and runs: nothing lost, nothing that means more than it says."""

import pytest

from referat.handouts.content import Code, Heading, Listed, Paragraph, Quoted, Ruled, Run, Table, text_of, words_of
from referat.handouts.markup import read_runs, read_text, whole_levels


def said(text: str) -> list[str]:
    return list(text_of(read_text(text)))


def test_each_kind_of_block() -> None:
    kinds = [type(block) for block in read_text("# A\n\ntext\n\n- one\n- two\n\n> quote\n\n```\ncode\n```\n\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |")]
    assert kinds == [Heading, Paragraph, Listed, Quoted, Code, Ruled, Table]


def test_runs_say_how_text_looks() -> None:
    assert read_runs("en **to** *tre* `fire` [fem](https://eksempel.no)") == (
        Run("en "),
        Run("to", strong=True),
        Run(" "),
        Run("tre", emphasis=True),
        Run(" "),
        Run("fire", code=True),
        Run(" "),
        Run("fem", link="https://eksempel.no"),
    )


def test_only_addresses_that_others_can_reach_are_links() -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "\\\\server\\share", "//evil", "groups/tun.md"):
        runs = read_runs(f"[ord]({address})")
        assert {run.link for run in runs} == {""}, address
        assert words_of(runs).startswith(("ord", "[ord]"))


def test_markup_of_ones_own_is_text_and_remarks_are_gone() -> None:
    assert said("<b>fet</b> <!-- hemmelig --> slutt") == ["<b>fet</b>  slutt"]
    assert said("<script>x</script>") == ["<script>x</script>"]
    assert said("<!-- hemmelig\n\nhemmelig -->\n\nsynlig") == ["synlig"]


def test_an_indented_line_is_no_code_and_dashes_under_text_no_heading() -> None:
    assert [type(block) for block in read_text("tekst\n---\n\n    innrykk")] == [Paragraph, Ruled, Paragraph]


@pytest.mark.parametrize(
    "deep",
    [
        "\n".join("  " * level + f"- nivå {level}" for level in range(60)),
        "- " * 300 + "nivå 59",
        ">" * 3000 + " nivå 59",
        "> - " * 300 + "nivå 59",
        "1. " * 300 + "nivå 59",
        "*" * 500 + "nivå 59" + "*" * 500,
        "[" * 3000 + "nivå 59" + "]" * 3000,
        "\n".join("> " * level + f"nivå {level}" for level in range(60)),
    ],
)
def test_text_may_be_as_deep_as_anybody_likes(deep: str) -> None:
    assert "nivå 59" in " ".join(said(deep))


def test_levels_of_headings_are_made_whole() -> None:
    blocks = read_text("#### a\n\n###### b\n\n## c\n\n#### d")
    assert [block.level for block in whole_levels(blocks, 2) if isinstance(block, Heading)] == [3, 4, 3, 4]
