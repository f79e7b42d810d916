"""The checkpoint as a value, apart from how it is reckoned: showing one that is known costs next to nothing."""

from referat.languages.i18n import tr
from referat.languages.mark import D_
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
        """The line for another program, the same in every language."""
        return f"referat trail {self.count} approved · {self.signs}" + (f" · {self.last}" if self.last else "")

    @property
    def shown(self) -> str:
        """The line as people read it, on a screen and on every copy; `verify --against` takes it in every language."""
        return tr(D_("referat trail {count} approved"), count=self.count) + f" · {self.signs}" + (f" · {self.last}" if self.last else "")
