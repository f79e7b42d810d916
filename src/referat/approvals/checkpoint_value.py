"""The checkpoint as a value, apart from how it is reckoned: showing one that is known costs next to nothing."""

from referat.model.fact import Fact


class Checkpoint(Fact):
    """How many approvals there are, when the last one was recorded, and the sixteen signs that stand for all of them."""

    __slots__ = ("count", "last", "signs")

    def __init__(self, count: int, last: str, signs: str) -> None:
        self.count = count
        self.last = last
        self.signs = signs

    @property
    def short(self) -> str:
        """`K7QD-94MX-TR2A-81PB@12`, as `verify --against` takes it."""
        return f"{self.signs}@{self.count}"

    @property
    def line(self) -> str:
        """The line on every copy, the same in every language: it is there to be found again."""
        return f"referat trail {self.count} approved · {self.signs}" + (f" · {self.last}" if self.last else "")
