"""Streamlit's own words in the reader's language, and its marks for those who listen.

Its scripts have words in English, each a literal. Where they are served, a literal asks the page for its text first
(`words` in the index page), and says its English where the page has none. Marks that tell a screen reader what is not
so are put right. A test fails when a version of Streamlit has a literal no longer.
"""

import json

from enrolment.language import translate

_LABEL = '"aria-label":'
# Literal -> text key; with what stands before it, where the literal alone would be found elsewhere.
WORDS = {
    ("", "Skip to main content"): "chrome-skip",
    ("", "No results"): "chrome-no-results",
    ("", "Choose an option"): "chrome-choose",
    ("", "Choose options"): "chrome-choose",
    ("", "Connection error"): "chrome-connection",
    ("message:", "Streamlit server is not responding. Are you connected to the internet?"): "chrome-not-responding",
    (
        "message:",
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
    ): "chrome-not-running",
    ("codeBlock:", "streamlit run yourscript.py"): "chrome-command",
    ("", "Page not found"): "chrome-no-page",
    ("", "The page that you have requested does not seem to exist"): "chrome-no-page-more",
    (_LABEL, "Expand sidebar"): "chrome-menu-open",
    (_LABEL, "Collapse sidebar"): "chrome-menu-close",
    (_LABEL, "App pages"): "chrome-pages",
    (_LABEL, "Sidebar"): "chrome-menu",
    (_LABEL, "Clear value"): "chrome-clear",
    (_LABEL, "Clear entry"): "chrome-clear",
    (_LABEL, "Add files"): "data-choose",
    (_LABEL, "Open"): "chrome-open",
    (_LABEL, "Close"): "chrome-close",
    (_LABEL, "Notifications"): "chrome-notifications",
    (_LABEL, "Running..."): "chrome-running",
    ("label:l?`Upload directories`:", "Upload"): "data-choose",
}
# Literals with a value in them: what stands instead, with the text in its place; the text, `@` for the value; its key.
TEMPLATES = {
    "`${t}. Running the app's main page.`": ("`${t}. ${%s}`", "Running the app's main page.", "chrome-main-page"),
    "`${T(t,D.Byte,0)} per file`": ("%s.replace(`@`,T(t,D.Byte,0))", "@ per file", "chrome-per-file"),
}
# Lists whose items are not their children, and a zone for files that has a label and yet is called no part of the page.
MARKS = {
    "`ul`,{target:`e1o1t1hb1`}": "`div`,{target:`e1o1t1hb1`}",
    "`li`,{target:`e1o1t1hb4`}": "`div`,{target:`e1o1t1hb4`}",
    '"data-testid":`stFileUploaderDropzone`': 'role:`group`,"data-testid":`stFileUploaderDropzone`',
}


def mended(script: str) -> str:
    """A script of Streamlit's whose words ask the page for theirs, and whose marks hold."""
    for mark, right in MARKS.items():
        script = script.replace(mark, right)
    for before, literal in WORDS:
        if literal in script:
            script = script.replace(f"{before}`{literal}`", f"{before}{_asked(literal)}")
    for template, (right, literal, _) in TEMPLATES.items():
        script = script.replace(template, right % _asked(literal))
    return script


def _asked(literal: str) -> str:
    return f"(globalThis.words?.[`{literal}`]??`{literal}`)"


def told(lang: str) -> str:
    """The texts of a language, as a script for the index page."""
    words = {literal: translate(lang, key) for (_, literal), key in WORDS.items()}
    words |= {literal: translate(lang, key) for _, literal, key in TEMPLATES.values()}
    return f"<script>var words = {json.dumps(words, ensure_ascii=False)}</script>"
