"""Colours that stand for classes can be told apart: by the colour-blind, in grey print, and from the text upon them."""

from itertools import combinations, pairwise

import pytest
from coloraide import Color

from enrolment.palette import (
    ATTAINMENT,
    CHANCE,
    CROSSED,
    DIFFERENCE,
    INK,
    LAYERS,
    PACE,
    SURFACE,
    attainment,
    crossed,
    difference,
    layer,
    on_attainment,
    pace,
)

SEEN_BY = (None, "protan", "deutan", "tritan")
APART = 10  # CIEDE2000: below, one has to look twice
IN_GREY = 8  # L*


def seen(colour: str, by: str | None) -> Color:
    return Color(colour) if by is None else Color(colour).filter(by)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("by", SEEN_BY)
def test_neighbouring_classes_are_apart(scheme, by):
    colours = [seen(attainment(code, scheme), by) for code in ATTAINMENT]
    assert min(one.delta_e(other, method="2000") for one, other in pairwise(colours)) > APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("by", SEEN_BY)
def test_slow_and_fast_are_apart_and_slow_stands_out(scheme, by):
    colours = [seen(pace(code, scheme), by) for code in PACE]
    assert min(one.delta_e(other, method="2000") for one, other in pairwise(colours)) > APART
    page = Color(SURFACE[scheme])
    from_page = [page.delta_e(pace(code, scheme), method="2000") for code in PACE]
    assert from_page == sorted(from_page, reverse=True) and from_page[-1] > APART
    grey = [Color(pace(code, scheme)).convert("lab")["l"] for code in PACE]
    assert all(abs(after - before) > IN_GREY for before, after in pairwise(grey))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("by", SEEN_BY)
def test_more_and_less_are_apart_and_what_is_as_it_was_steps_back(scheme, by):
    colours = {code: seen(difference(code, scheme), by) for code in DIFFERENCE}
    assert min(one.delta_e(other, method="2000") for one, other in combinations(colours.values(), 2)) > APART
    from_page = {code: Color(SURFACE[scheme]).delta_e(colour, method="2000") for code, colour in colours.items()}
    assert from_page["same"] == min(from_page.values())
    grey = sorted(Color(difference(code, scheme)).convert("lab")["l"] for code in DIFFERENCE)
    assert all(after - before > IN_GREY for before, after in pairwise(grey))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", LAYERS)
def test_lines_of_layers_stand_out_from_the_page_that_cases_them(scheme, kind):
    assert Color(SURFACE[scheme]).contrast(layer(kind, scheme)) > 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("by", SEEN_BY)
def test_coverage_and_distance_are_told_apart(scheme, by):
    colours = {code: seen(crossed(code, scheme), by) for code in CROSSED}
    assert min(one.delta_e(other, method="2000") for one, other in combinations(colours.values(), 2)) > APART
    for start in range(0, 9, 3):  # the farther, the further from the page
        away = [
            Color(SURFACE[scheme]).delta_e(crossed(code, scheme), method="2000")
            for code in list(CROSSED)[start : start + 3]
        ]
        assert away == sorted(away) and away[0] > APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_classes_run_one_way_in_grey_and_stand_out_from_the_page(scheme):
    grey = [Color(attainment(code, scheme)).convert("lab")["l"] for code in ATTAINMENT]
    steps = [after - before for before, after in pairwise(grey)]
    assert all(abs(step) > IN_GREY for step in steps) and len({step > 0 for step in steps}) == 1
    assert (grey[0] > grey[-1]) == (scheme == "light"), "high is dark on paper, and light in the dark"
    page = Color(SURFACE[scheme])
    assert all(page.delta_e(attainment(code, scheme), method="2000") > APART for code in ATTAINMENT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_upon_a_class_is_read(scheme):
    for code in ATTAINMENT:
        inks = on_attainment(code).removeprefix("light-dark(").removesuffix(")").split(", ")
        ink = inks[["light", "dark"].index(scheme)]
        assert Color(attainment(code, scheme)).contrast(ink, method="wcag21") >= 4.5, (code, ink)


@pytest.mark.parametrize("by", SEEN_BY)
def test_what_chance_does_is_told_apart(by):
    colours = [seen(colour, by) for colour in CHANCE.values()]
    assert min(one.delta_e(other, method="2000") for one, other in pairwise(colours)) > APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_is_read_on_the_page(scheme):
    assert Color(SURFACE[scheme]).contrast(INK[scheme], method="wcag21") >= 7
