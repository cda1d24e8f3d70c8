"""What pages say of data as offices really hand it over: plans of the commune only, late starters, nothing at all."""

import re
from html import unescape
from pathlib import Path

import pytest

from enrolment.changes.commit import build
from enrolment.pages import PAGES
from tests.pages.test_pages import html_of, open_page

CASES = Path(__file__).parent.parent / "oracle" / "cases"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for case in ("a", "b"):
        found[case] = tmp_path_factory.mktemp(f"pages-{case}")
        build(CASES / case, found[case])
    return found


SAID = [
    ("a", "overview", "10003", "60/200 (30.00%)", "remaining: 140 people"),
    ("a", "overview", "10003", "newest report 10 Jul 2025", "only the commune reports this"),
    ("a", "distance", "10003", "only the commune reports this", "60/200 (30.00%)"),
    ("a", "electricity", "10003", "only the commune reports this", "60/200 (30.00%)"),
    ("a", "map", "10003", "only the commune reports this", "No report yet (hatched): 2 villages"),
    ("a", "village", "10003", "only the commune reports it", "No reports yet"),
    ("a", "village", "10008", "Level-2 e-ID accounts (VNeID): 3 accounts, no target is set", "V8-1"),
    ("a", "map", "10017", "1 village has no report yet", "1 of 2 villages has no report yet"),
    ("a", "overview", "10004", "80 still to reach in places below target", "Still to reach (below target)"),
    ("a", "overview", "10006", "The plan has not begun; it begins on 1 Sep 2025", "○ Not begun"),
    ("a", "overview", "10007", "Overdue: the due day was 10 Jul 2025", "▼ Overdue"),
    ("a", "goals", "10018", "takes 9.0 a day, and 50 overdue", "To meet each part's own due day"),
    ("a", "map", "10019", "all 2 villages with a report reached the target", "20 above"),
    ("a", "overview", "10020", "29,999/30,000 (99.99%)", "remaining: 1 person."),
    ("a", "overview", "10008", "640/1,000 (64.00%)", "the commune's own count of 15 Jul 2025"),
    ("a", "village", "10010", "the target is 0", "The target is 0"),
    ("a", "village", "10009", "an unknown number of residents", "1.8 *"),
    ("a", "distance", "10009", "of the 140 people", "Beside them, of 70 the distance is not known"),
    ("a", "electricity", "10009", "1/2 (1 unknown) villages have no grid electricity", "stand on neither side"),
    ("a", "electricity", "10015", "1 village has no target and is in no column: V15-2", "50/100"),
    ("a", "overview", "10005", "First counts, not known as new", "3,000"),
    (
        "a",
        "teams",
        "10011",
        "100 in 10 group-days of which the count is known, 10.0 a group-day",
        "100 more name no group",
    ),
    ("b", "overview", "10002", "620/1,000 (62.00%)", "Behind the plan that day"),
    ("b", "overview", "10005", "510/900 (56.67%)", "remaining: 390 people"),
    ("b", "goals", "10001", "takes 14.4 a day; the last 7 days gave 10.0 a day.", "70 short on 31 Jul 2025"),
    ("b", "goals", "10003", "takes 32.1 a day", "the pace of the last 7 days is not enough"),
]


@pytest.mark.parametrize(("case", "page", "place", "said", "also"), SAID)
def test_it_is_said_as_it_is(cases, use_store, case, page, place, said, also):
    use_store(cases[case])
    village = {"village": f"{place}-1"} if page == "village" else {}
    text = unescape(re.sub(r"<[^>]*>", " ", html_of(open_page(page, place=place, lang="en", **village))))
    text = re.sub(r"\s+", " ", text)
    assert said in text
    assert also in text


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("data", "definitions")])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_of_odd_data_shows_what_is_no_number(cases, use_store, page, lang):
    use_store(cases["a"])
    for place in ("10001", "10003", "10006", "10009", "10010", "10017", "19"):
        at = open_page(page, place=place, lang=lang)
        assert not at.exception
        words = re.sub(r"<style.*?</style>|<[^>]*>", " ", html_of(at), flags=re.DOTALL).split()
        assert not {"nan", "NaN", "None", "<NA>", "NaT", "(–)"} & set(words)
