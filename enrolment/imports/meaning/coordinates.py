"""Latitude and longitude that stand in one cell, `22.61, 105.70`, as maps give them to copy, taken apart."""

import re
from dataclasses import replace

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.unpivot import cell_at

_NAMES = ("toa do", "toa do gps", "toa do trung tam", "gps", "vi tri", "coordinates", "location", "lat long", "lat lon")
# What a column of each is called, in the tables that have any.
_CALLED = {"villages": ("Vĩ độ", "Kinh độ"), "communes": ("Vĩ độ trung tâm", "Kinh độ trung tâm")}
_NUMBER = r"(-?\d{1,3}[.,]\d+) ?°?"
# With what ODK writes behind them: height and accuracy.
_PAIR = re.compile(rf"\(?{_NUMBER} ?[NB]?(?: ?[;|/] ?|, ?| ){_NUMBER} ?[EĐ]?\)?(?: -?[\d.]+){{0,2}}", re.IGNORECASE)
_NORTHERNMOST = 90


def with_coordinates(layout: Layout, table: str) -> Layout:
    """The layout with a column of each, where one names coordinates and most of its filled cells are pairs of numbers;
    what is none stands in that of latitudes, where it is a mistake."""
    if table not in _CALLED:
        return layout
    names = [header_key(str(header)) for header in layout.headers]
    if any(name.startswith(("vi do", "kinh do", "latitude", "longitude")) for name in names):
        return layout  # what stands in one cell says the same again
    if any(any(map(text_of, row[len(names) :])) for _, row in layout.data):
        return layout  # cells beyond the header are a mistake of their own
    for place, header in enumerate(layout.headers):
        if header_key(str(header)) in _NAMES and (pairs := _pairs(layout, place)):
            latitudes, longitudes = map(Header.of, _CALLED[table])
            headers = [*layout.headers, longitudes]
            headers[place] = latitudes
            width = len(layout.headers)
            data = []
            for number, row in layout.data:
                latitude, longitude = pairs.get(number, (cell_at(row, place), None))
                padded = [*row, *[None] * (width - len(row))][:width]
                data.append((number, [*padded[:place], latitude, *padded[place + 1 :], longitude]))
            return replace(layout, headers=headers, data=data)
    return layout


def _pairs(layout: Layout, place: int) -> dict[int, tuple[str, str]]:
    """Latitude and longitude by the number of the row; none where most cells are something else."""
    filled = {number: text for number, row in layout.data if (text := text_of(cell_at(row, place)))}
    found = {number: _PAIR.fullmatch(" ".join(text.split())) for number, text in filled.items()}
    pairs = {number: one.groups() for number, one in found.items() if one}
    if 2 * len(pairs) < len(filled):
        return {}
    return {number: (two, one) if _is_longitude(one) else (one, two) for number, (one, two) in pairs.items()}


def _is_longitude(number: str) -> bool:
    return abs(float(number.replace(",", "."))) > _NORTHERNMOST
