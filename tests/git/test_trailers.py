import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.git.trailers import read_trailers, with_trailers

TRAILERS = [("Referat-Approve", "2023-08-31-naering sha256:ab12"), ("Referat-In", "2023-10-12-naering")]


def test_trailers_are_the_last_paragraph() -> None:
    message = with_trailers("approve: the minutes\n\nAll agreed.\n", TRAILERS)
    assert message == "approve: the minutes\n\nAll agreed.\n\nReferat-Approve: 2023-08-31-naering sha256:ab12\nReferat-In: 2023-10-12-naering\n"
    assert read_trailers(message) == {"Referat-Approve": ("2023-08-31-naering sha256:ab12",), "Referat-In": ("2023-10-12-naering",)}


def test_git_reads_them_too() -> None:
    message = with_trailers("approve: the minutes", TRAILERS)
    said = subprocess.run(["git", "interpret-trailers", "--parse"], input=message.encode(), capture_output=True, check=True).stdout.decode()
    assert said == "".join(f"{key}: {value}\n" for key, value in TRAILERS)


def test_a_message_without_trailers() -> None:
    assert with_trailers("done: a thing\n\n", []) == "done: a thing\n"
    assert read_trailers("done: a thing\n") == {}
    assert read_trailers("Fixes: this is a subject\n") == {}
    assert read_trailers("a\n\nNote: one\nnot a trailer\n") == {}


@given(value=st.text(max_size=80))
def test_no_value_makes_a_second_trailer(value: str) -> None:
    found = read_trailers(with_trailers("x", [("Referat-By", value)]))
    assert list(found) == ["Referat-By"]
    assert len(found["Referat-By"]) == 1


@pytest.mark.parametrize("key", ["", "Two words", "A:", "-x", "x\n"])
def test_a_trailers_name_is_a_word(key: str) -> None:
    with pytest.raises(ValueError):
        with_trailers("x", [(key, "y")])
