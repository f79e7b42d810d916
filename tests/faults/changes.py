"""Many changes of actions in one process, each as a command makes it: the book locked, read, changed, written and saved.

changes.py ROOT SAVE ID...      SAVE is yes or no; prints each id when its change stands
"""

import sys
from datetime import date

from referat.changes.action_events import change_actions
from referat.changes.transaction import Save, begin_transaction
from referat.model.verb import Verb
from referat.query.changes import Wanted
from referat.store.disk_errors import ChangedMeanwhile, KeptAside


def main(words: list[str]) -> int:
    root, save, *ids = words
    for action_id in ids:
        while True:
            try:
                with begin_transaction(root) as transaction:
                    change_actions(transaction, [action_id], lambda _: Wanted(Verb.DONE, date(2024, 3, 20)))
                    transaction.write(f"Done: {action_id}", Save.IF_CLEAN if save == "yes" else Save.NEVER)
                    break
            except (ChangedMeanwhile, KeptAside):  # an editor saved in between: the person would run the command again
                continue
        sys.stdout.write(action_id + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
