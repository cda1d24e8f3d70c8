"""Which pages there are, in the order of the navigation; each is `pages/<name>.py` and opens at `/<name>`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`drawing`: the script that draws in it, `charts` or `map`. `needs_reports`: before the first report it has
    nothing to show."""

    name: str
    drawing: str = ""
    needs_reports: bool = True


_ALL = (
    Page("overview"),
    Page("map", drawing="map"),
    Page("distance", drawing="charts"),
    Page("electricity", drawing="charts"),
    Page("goals", drawing="charts"),
    Page("village", drawing="charts"),
    Page("teams"),
    Page("quality"),
    Page("data", needs_reports=False),
    Page("definitions", needs_reports=False),
)
PAGES = tuple(page.name for page in _ALL)
DRAWINGS = {page.name: page.drawing for page in _ALL if page.drawing}
PAGES_WITHOUT_REPORTS = tuple(page.name for page in _ALL if not page.needs_reports)
