"""An action whose sentence goes over several lines, with its id at the end of the last: changed in drafts on one line, carried from what was sent."""

from datetime import date
from pathlib import Path

import pytest

from referat.changes.action_events import change_actions
from referat.changes.reword_action import reword_action
from referat.changes.transaction import Transaction
from referat.model.action import Action
from referat.model.verb import Verb
from referat.query.changes import FrozenSentence, Wanted
from tests.changes.bjorkerud import transaction_in
from tests.small_books import minutes, on_disk

BODY = "## 1. Bru\n\n- [ ] @jo Sjekke brua\n  før flommen ^br01\n  - Farge: rød\n- [ ] @siv Male båten\n  og skifte tau, frist:2026-05-01\n"
PATH = "meetings/2026-02-10-rad.md"


def opened(root: Path, status: str) -> Transaction:
    return transaction_in(on_disk(root, {"2026-02-10-rad.md": minutes("2026-02-10", BODY, group="rad", status=status)}))


def done(_action: Action) -> Wanted:
    return Wanted(Verb.DONE, date(2026, 2, 20))


def lines(transaction: Transaction) -> list[str]:
    return transaction.document(PATH).text.split("\n")[10:]


def test_in_a_draft_it_is_changed_on_one_line(tmp_path: Path) -> None:
    transaction = opened(tmp_path, "utkast")
    assert [action.id for action in transaction.book.actions] == ["br01", None]
    change_actions(transaction, ["br01"], done)
    assert lines(transaction)[:4] == ["- [x] @jo Sjekke brua før flommen ^br01", "  - Farge: rød", "  - 2026-02-20 ferdig", "- [ ] @siv Male båten"]


def test_its_words_are_all_replaced(tmp_path: Path) -> None:
    transaction = opened(tmp_path, "utkast")
    reword_action(transaction, "br01", "Stenge brua")
    assert lines(transaction)[0] == "- [ ] @jo Stenge brua ^br01"
    transaction = opened(tmp_path, "utkast")
    reword_action(transaction, "2026-02-10-rad:14", "Vaske båten")
    assert lines(transaction)[3] == "- [ ] @siv Vaske båten frist:2026-05-01"


def test_in_sent_text_it_may_not_change(tmp_path: Path) -> None:
    with pytest.raises(FrozenSentence):
        change_actions(opened(tmp_path, "sendt"), ["br01"], done)
