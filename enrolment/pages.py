"""Which pages there are, in the order of the navigation; each is `pages/<name>.py` and opens at `/<name>`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`group`: of the navigation, whom it serves. `drawing`: the script that draws in it, `charts` or `map`.
    `needs_reports`: before the first report it has nothing to show."""

    name: str
    group: str
    drawing: str = ""
    needs_reports: bool = True


_ALL = (
    Page("overview", "lead"),
    Page("map", "lead", drawing="map"),
    Page("village", "lead", drawing="charts"),
    Page("tomorrow", "lead"),
    Page("alerts", "lead"),
    Page("goals", "analyse", drawing="charts"),
    Page("comparison", "analyse", drawing="charts"),
    Page("distance", "analyse", drawing="charts"),
    Page("electricity", "analyse", drawing="charts"),
    Page("teams", "analyse"),
    Page("data", "data", needs_reports=False),
    Page("quality", "data"),
    Page("definitions", "data", needs_reports=False),
)
PAGES = tuple(page.name for page in _ALL)
GROUPS = {group: [page.name for page in _ALL if page.group == group] for group in ("lead", "analyse", "data")}
DRAWINGS = {page.name: page.drawing for page in _ALL if page.drawing}
PAGES_WITHOUT_REPORTS = tuple(page.name for page in _ALL if not page.needs_reports)
