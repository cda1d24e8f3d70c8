"""Which pages there are, in the order of the navigation; each is `pages/<name>.py` and opens at `/<name>`."""

PAGES = ("overview", "map", "distance", "electricity", "goals", "village", "teams", "quality", "data", "definitions")
PAGES_WITH_CHARTS = ("map", "distance", "electricity", "goals", "village")  # these load Plotly, the largest script
PAGES_WITHOUT_REPORTS = ("data", "definitions")  # these have something to show before the first report
