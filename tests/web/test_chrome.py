"""Streamlit's own words: this version has each of them, and the page is asked for it."""

import re
from pathlib import Path

import pytest
from streamlit import file_util

from enrolment.web import chrome

FOLDER = Path(file_util.get_static_dir()) / "static" / "js"
SCRIPTS = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js")]


@pytest.mark.parametrize("before_and_literal", chrome.WORDS, ids=lambda pair: pair[1][:30])
def test_this_version_of_streamlit_has_the_literal(before_and_literal):
    before, literal = before_and_literal
    wanted = f"{before}`{literal}`"
    found = [script for script in SCRIPTS if wanted in script]
    assert found, "Streamlit says it otherwise now: mend chrome.WORDS"
    assert all(f"{before}(globalThis.words?.[`{literal}`]??`{literal}`)" in chrome.mended(script) for script in found)


@pytest.mark.parametrize("mark", chrome.MARKS)
def test_this_version_of_streamlit_has_the_mark_once(mark):
    assert sum(script.count(mark) for script in SCRIPTS) == 1, "Streamlit builds it otherwise now: mend chrome.MARKS"


@pytest.mark.parametrize("template", chrome.TEMPLATES)
def test_this_version_of_streamlit_has_the_template_once(template):
    (script,) = (script for script in SCRIPTS if template in script)
    assert script.count(template) == 1, "Streamlit says it otherwise now: mend chrome.TEMPLATES"
    _, literal, _ = chrome.TEMPLATES[template]
    assert template not in chrome.mended(script) and f"words?.[`{literal}`]" in chrome.mended(script)


def test_what_is_no_word_stays_as_it_is():
    script = "const open = `Open`; f({type: `Close`})"
    assert chrome.mended(script) == script


def test_the_page_has_every_word():
    literals = {literal for _, literal in chrome.WORDS} | {literal for _, literal, _ in chrome.TEMPLATES.values()}
    for lang in ("vi", "en"):
        assert len(re.findall(r'": "', chrome.told(lang))) == len(literals)
