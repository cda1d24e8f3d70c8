"""What a page says, anything else can say too: the same sentence, letter for letter, without Streamlit."""

import json
import os
import re
import subprocess
import sys
from html import unescape

import pytest

from enrolment.pages import PAGES
from enrolment.settings import ROOT
from tests.pages.test_pages import html_of, open_page

_WITHOUT_STREAMLIT = """
import runpy, sys
sys.modules["streamlit"] = None  # importing it is now an error
runpy.run_module("tests.narrative.headlines", run_name="__main__")
"""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("store", ["sample", "province"])
def test_every_headline_is_made_without_streamlit(use_store, store, lang):
    folder = use_store(store)
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_STREAMLIT, lang],
        cwd=ROOT,
        env={**os.environ, "ENROLMENT_STORE": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said) == set(PAGES)
    for page in PAGES:
        shown = html_of(open_page(page, lang=lang))
        headline = re.search(r'<p class="headline">(.*?)</p>', shown, re.DOTALL)
        assert headline and unescape(headline[1]) == said[page], page
