"""The programs that search the book's text as it stands: ripgrep and git grep, sorted by due date; and git status for scale."""

from benchmarks.corpus import ASKED
from benchmarks.peers.peer import Peer, in_shell

LINE = rf"^- \[ \] .*\+{ASKED}( |$)"
# PATH:LINE:- [ ] ... frist:DATE ...
BY_DUE = "sort -t: -k4"

RG = Peer(
    name="ripgrep",
    note=f"`rg -n '{LINE}' meetings | {BY_DUE}`",
    largest=50_000,
    find=lambda shop: shop.from_apt("rg", "ripgrep"),
    ask=lambda program, _: in_shell(f"\"$1\" -n '{LINE}' meetings | {BY_DUE}", str(program)),
)
RG_UNSORTED = Peer(
    name="ripgrep, unsorted",
    note="the same without `sort`",
    largest=50_000,
    find=RG.find,
    ask=lambda program, _: (str(program), "-n", LINE, "meetings"),
    by_due=False,
)
GIT_GREP = Peer(
    name="git grep",
    note=f"`git grep -nE`, the same pattern, `| {BY_DUE}`",
    largest=50_000,
    find=lambda shop: shop.on_path("git"),
    ask=lambda program, _: in_shell(f"\"$1\" grep -nE '{LINE}' meetings | {BY_DUE}", str(program)),
)
GIT_STATUS = Peer(
    name="git status",
    note="no answer to the question: what it costs to ask whether any file has changed",
    largest=50_000,
    find=GIT_GREP.find,
    ask=lambda program, _: (str(program), "status", "--porcelain"),
    by_due=False,
    shows_ids=False,
)
