"""The programs that are asked the same question, in the order of the table. A new one is a module here and a line below."""

from benchmarks.peers import backlog, grep, org, taskwarrior, todoman, todotxt
from benchmarks.peers.peer import Peer

PEERS: tuple[Peer, ...] = (
    grep.RG,
    grep.RG_UNSORTED,
    grep.GIT_GREP,
    grep.GIT_STATUS,
    taskwarrior.PEER,
    todotxt.TODO_TXT_CLI,
    todotxt.TOPYDO,
    todoman.PEER,
    backlog.PEER,
    org.PEER,
)
