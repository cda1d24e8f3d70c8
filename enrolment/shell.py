"""The page frame: language, navigation, notices. The script that Streamlit runs for every page."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
if str(PACKAGE.parent) not in sys.path:  # Streamlit puts this script's folder on the path, not the package's
    sys.path.insert(0, str(PACKAGE.parent))

import streamlit as st  # noqa: E402

from enrolment import language, turns  # noqa: E402
from enrolment.pages import GROUPS, PAGES, PAGES_WITHOUT_REPORTS  # noqa: E402
from enrolment.settings import ROOT, settings  # noqa: E402
from enrolment.view import early, filters, head, large, notices, travel, zone  # noqa: E402
from enrolment.view.words import t  # noqa: E402

icon = str(ROOT / "static" / "icon.png")
st.html(PACKAGE / "view" / "style.css")

with turns.taken():
    filters.bind_url()
    pages = {
        t(f"group-{group}"): [
            st.Page(ROOT / "pages" / f"{name}.py", title=t(f"page-{name}"), url_path=name, default=name == PAGES[0])
            for name in names
        ]
        for group, names in GROUPS.items()
    }
    page = st.navigation(pages, expanded=True)  # all of them are seen, none behind “View more”
    st.set_page_config(page_title=f"{page.title} · {t('product')}", page_icon=icon, layout="wide")
    with st.sidebar:
        chosen_language = filters.choose(
            "lang", language.LANGUAGES, settings().language, widget=st.segmented_control, required=True, width="stretch"
        )
        st.session_state["page"] = page.url_path
        problem = travel.choose()
        large.choose()
    large.show_way_back()
    if page.url_path != "data":
        zone.mine().is_shown = False
    needs_reports = page.url_path not in PAGES_WITHOUT_REPORTS
    with early.kept(page.url_path or PAGES[0]):
        travel.show_notice(problem)
        if not problem and (notices.show(needs_reports) or page.url_path == "data"):
            page.run()
        elif not problem:
            head.title(page.url_path or PAGES[0])
