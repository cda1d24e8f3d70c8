"""An answer, which knows its question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Answer:
    """What the door gives: the rows, the question's name and parameters, the data version that was asked, and whether
    the row cap cut it. Panels, tables, charts, sentences and downloads take it whole: a name is typed once."""

    frame: pd.DataFrame
    query: str
    parameters: Mapping[str, Any]
    version: str
    is_cut: bool = False

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def row(self) -> pd.Series:
        """The first row; the only one, of a question with one row."""
        return self.frame.iloc[0]

    def showing(self, frame: pd.DataFrame) -> "Answer":
        """The same answer with its rows ordered, cut or described otherwise."""
        return replace(self, frame=frame)
