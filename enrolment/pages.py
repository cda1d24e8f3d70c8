"""Which pages there are, in the order of the navigation; each is `pages/<name>.py` and opens at `/<name>`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`has_charts`: it loads Plotly, the largest script. `needs_reports`: before the first report it has nothing to
    show."""

    name: str
    has_charts: bool = False
    needs_reports: bool = True


_ALL = (
    Page("overview"),
    Page("map", has_charts=True),
    Page("distance", has_charts=True),
    Page("electricity", has_charts=True),
    Page("goals", has_charts=True),
    Page("village", has_charts=True),
    Page("teams"),
    Page("quality"),
    Page("data", needs_reports=False),
    Page("definitions", needs_reports=False),
)
PAGES = tuple(page.name for page in _ALL)
PAGES_WITH_CHARTS = tuple(page.name for page in _ALL if page.has_charts)
PAGES_WITHOUT_REPORTS = tuple(page.name for page in _ALL if not page.needs_reports)
