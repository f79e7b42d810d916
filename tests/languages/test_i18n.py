import gettext
import io
import subprocess
import sys
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from referat.languages import i18n
from referat.languages.calendar import with_long_days
from referat.languages.mark import N_


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize(
    ("book", "environ", "spoken"),
    [
        ("nb", {"LANG": "en_GB.UTF-8"}, "nb"),
        ("nn", {}, "nn"),
        ("NN", {}, "nn"),
        ("no", {}, "nb"),
        ("en", {"LC_ALL": "nb_NO.UTF-8"}, "en"),
        ("sv", {"LANG": "nn_NO.UTF-8"}, "nn"),  # a language we do not speak decides nothing
        (None, {}, "en"),
        ("", {"LANG": "nb_NO.UTF-8"}, "nb"),
        (None, {"LANG": "no_NO"}, "nb"),
        (None, {"LANG": "nn"}, "nn"),
        (None, {"LANG": "nb.UTF-8"}, "nb"),
        (None, {"LANG": "nb@euro"}, "nb"),
        (None, {"LC_MESSAGES": "nn_NO.UTF-8", "LANG": "nb_NO.UTF-8"}, "nn"),
        (None, {"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "nn_NO", "LANG": "nb_NO"}, "en"),
        (None, {"LC_ALL": "", "LANG": "nb_NO"}, "nb"),
        (None, {"LC_ALL": "C", "LANG": "nb_NO"}, "en"),
        (None, {"LANG": "fi_FI.UTF-8"}, "en"),
    ],
)
def test_the_book_decides_then_the_locale(book: str | None, environ: dict[str, str], spoken: str) -> None:
    assert i18n.choose(book, environ) == spoken


def test_a_text_is_said_in_the_language_in_use() -> None:
    message = N_("There is no command “{name}”; referat --help lists what there is.")
    assert i18n.tr(message, name="x") == "There is no command “x”; referat --help lists what there is."
    i18n.use("nb")
    assert i18n.tr(message, name="x").startswith("Det finnes ingen kommando «x»")
    i18n.use("nn")
    assert i18n.tr(message, name="x").startswith("Det finst ingen kommando «x»")
    assert i18n.in_use() == "nn"


def test_a_text_nobody_translated_is_said_in_english() -> None:
    i18n.use("nb")
    assert i18n.tr("Nobody ever {did} this.", did="said") == "Nobody ever said this."
    assert i18n.tr_n("{n} cow", "{n} cows", 2) == "2 cows"


def test_nynorsk_falls_back_on_bokmaal(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    own, lent = compiled({"a": "eg"}), compiled({"a": "jeg", "b": "begge"})
    files = {"nn": own, "nb": lent}
    monkeypatch.setattr(i18n, "open", lambda path, mode: io.BytesIO(files[path.split("/")[-3]]), raising=False)
    texts = i18n.texts_of("nn")
    assert [texts.get(key, "?") for key in "abc"] == ["eg", "begge", "?"]


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="fi"):
        i18n.use("fi")


def test_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [i18n.tr_n("{n} action", "{n} actions", n) for n in (0, 1, 2)] == ["0 actions", "1 action", "2 actions"]
    data = compiled({("{n} action", "{n} actions"): ("{n} sak", "{n} saker")})
    monkeypatch.setattr(i18n, "texts_of", lambda language: i18n.Texts([i18n.Catalogue(data)]))
    monkeypatch.setattr(i18n, "_read", {})
    i18n.use("nb")
    assert [i18n.tr_n("{n} action", "{n} actions", n) for n in (0, 1, 2)] == ["0 saker", "1 sak", "2 saker"]


def test_a_fact_is_translated_where_it_is_ours_and_never_where_it_is_the_users() -> None:
    i18n.use("nb")
    assert i18n.tr("[{how}]", how=N_("y/N")) == "[j/N]"
    assert i18n.tr_n("[{how}]", "", 1, how=N_("y/N")) == "[j/N]"
    assert i18n.tr("[{how}]", how="y/N") == "[y/N]"


def test_what_is_filled_in_is_never_read_as_a_placeholder() -> None:
    assert i18n.tr("Group “{name}”", name="{0} {name.__class__}") == "Group “{0} {name.__class__}”"


def test_what_is_no_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="catalogue"):
        i18n.Catalogue(b"\x95\x04\x12\xde" + b"\0" * 24)


def compiled(texts: dict[str, str] | dict[tuple[str, str], tuple[str, str]]) -> bytes:
    catalogue = Catalog(locale="nb")
    for source, said in texts.items():
        catalogue.add(source, said)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


sentences = st.text(st.characters(exclude_characters="\0\x04", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    st.dictionaries(sentences, sentences, max_size=8),
    st.dictionaries(st.tuples(sentences, sentences), st.tuples(sentences, sentences), max_size=4),
)
def test_our_reader_reads_what_gettext_reads(single: dict[str, str], counted: dict[tuple[str, str], tuple[str, str]]) -> None:
    counted = {source: said for source, said in counted.items() if source[0] not in single}
    data = compiled({**single, **counted})  # type: ignore[dict-item]
    standard, ours = gettext.GNUTranslations(io.BytesIO(data)), i18n.Texts([i18n.Catalogue(data)])
    for source in single:
        assert ours.get(source, source) == standard.gettext(source)
    for one, many in counted:
        assert ours.get(one, one) == standard.ngettext(one, many, 1)
        assert ours.get(f"{one}\0plural", many) == standard.ngettext(one, many, 2)


def test_translating_starts_without_loading_anything() -> None:
    code = f"""
import os, sys
sys.path[:0] = {sys.path!r}
before = set(sys.modules)
from referat.languages import i18n
i18n.use("nb")
assert i18n.tr("y/N") == "j/N"
print(*set(sys.modules) - before)
"""
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert {*done.stdout.split()} == {"referat", "referat.languages", "referat.languages.i18n", "referat.languages.mark"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-03 18:00", "3. februar 2026 18:00"),
        ("Siden 2026-12-31 (2026-12-31-styret)", "Siden 31. desember 2026 (2026-12-31-styret)"),
        ("meetings/2026-02-03-styret.md:9", "meetings/2026-02-03-styret.md:9"),
        ("2026-13-03 og 12026-01-01", "2026-13-03 og 12026-01-01"),
    ],
)
def test_days_are_written_as_people_write_them(text: str, said: str) -> None:
    assert with_long_days(text, "nb") == said
