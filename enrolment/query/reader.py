"""Who asks: in which language, of which moment, and what they may see."""

from dataclasses import dataclass
from datetime import datetime

from enrolment.settings import settings


@dataclass(frozen=True)
class Reader:
    """Goes with every question through the one door.

    `places`: codes of the places that may be read, each with all that lies in it; None for all. `moment`: when the data
    was as it is asked of, and `version` the data version of then, see `door.looking_back`; None for what counts now.
    """

    language: str = ""
    places: frozenset[str] | None = None
    moment: datetime | None = None
    version: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", self.language or settings().language)

    @property
    def is_looking_back(self) -> bool:
        return self.moment is not None
