"""Texts that stand in a cell where there is no value that could be counted."""

NOT_SAVED = "=…"  # a formula whose result no program saved
OF_SEVERAL = " ⤵"  # ends a number that a spreadsheet merges over several rows
