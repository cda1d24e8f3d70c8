"""Small pieces of HTML: texts stay texts, lengths stay within their bars, what is unknown is passed over."""

import base64
import re

import pandas as pd
import pytest

from enrolment.view import html
from enrolment.view.html import blocks

NASTY = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    "made",
    [
        html.table(pd.DataFrame({NASTY: [NASTY]})),
        blocks.facts([(NASTY, NASTY)]),
        blocks.details(NASTY, NASTY),
        blocks.line(NASTY, NASTY),
        blocks.link(NASTY, NASTY),
        blocks.source([NASTY, blocks.link(NASTY, NASTY)]),
        blocks.items([NASTY]),
        html.bars([(NASTY, 1.0, NASTY)]),
        html.bullet(1, 2, None, NASTY),
        html.sparkline([1, 2], NASTY),
    ],
)
def test_no_text_becomes_html(made):
    assert "<img src=x" not in made and "&lt;img src=x" in made


def test_the_first_cells_of_a_table_may_lead_somewhere():
    made = html.table(pd.DataFrame({"a": ["<i>"], "b": ["<b>"]}), addresses=['/x?a=1&b="'])
    assert '<th scope="row"><a href="/x?a=1&amp;b=&#34;">&lt;i&gt;</a></th><td>&lt;b&gt;</td>' in made


@pytest.mark.parametrize(
    ("done", "target", "expected", "widths"),
    [(50, 100, 80, ["50.00%"]), (150, 100, 80, ["100.00%"]), (0, 100, None, ["0.00%"]), (-5, 100, None, ["0.00%"])],
)
def test_a_bullet_bar_stays_within_its_length(done, target, expected, widths):
    made = html.bullet(done, target, expected, "x")
    assert re.findall(r"width:([\d.]+%)", made) == widths
    assert all(float(place) <= 100 for place in re.findall(r"left:([\d.]+)%", made))


def test_a_sparkline_passes_over_days_of_which_nothing_is_known():
    made = html.sparkline([1, float("nan"), 3], "x")
    drawing = base64.b64decode(re.search(r"base64,([^\"]+)", made)[1]).decode()
    assert "nan" not in drawing and len(re.search(r'points="([^"]+)"', drawing)[1].split()) == 2
    assert html.sparkline([float("nan"), 3], "x") == ""
