"""Many changes of actions in one process, each as a command makes it: the book locked, read, changed, written and saved.

changes.py ROOT SAVE ID...      SAVE is yes or no; prints each id when its change stands
"""

import sys
from datetime import date

from referat.desk.acting import change_actions
from referat.desk.desk import Save, at_desk
from referat.query.changes import Verb, Wanted
from referat.store.refusals import ChangedMeanwhile, KeptAside


def main(words: list[str]) -> int:
    root, save, *ids = words
    for action_id in ids:
        while True:
            try:
                with at_desk(root) as desk:
                    change_actions(desk, [action_id], lambda _: Wanted(Verb.DONE, date(2024, 3, 20)))
                    desk.write(f"Done: {action_id}", Save.IF_CLEAN if save == "yes" else Save.NEVER)
                    break
            except (ChangedMeanwhile, KeptAside):  # an editor saved in between: the person would run the command again
                continue
        sys.stdout.write(action_id + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
