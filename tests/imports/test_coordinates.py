"""Latitude and longitude in one cell."""

import pandas as pd
import pytest

from enrolment.changes.propose import proposed
from enrolment.imports.sources import handed_over
from tests.imports.test_everyday import csv, look

HEAD = "Mã thôn,Tên thôn,Mã xã,Tọa độ"


def _upload(*cells):
    return csv(HEAD, *(f'01864-0{number},Thôn 0{number},01864,"{cell}"' for number, cell in enumerate(cells, 1)))


def _taken(store, *cells):
    with proposed(store, handed_over(_upload(*cells), "villages")) as change_set:
        return pd.read_parquet(change_set.prepared[0].batch.rows_path)


@pytest.mark.parametrize(
    "cells",
    [
        ("22.6, 105.7", "22.61;105.71"), ("105.7 22.6", "105.71 22.61"), ("22,6; 105,7", "22,61; 105,71"),
        ("22.6 105.7 300 4.5", "22.61 105.71 0 0"), ("(22.6N, 105.7E)", "22.61° 105.71°"),
    ],
)  # fmt: skip
def test_a_pair_is_taken_apart(sample_store, cells):
    frame = _taken(sample_store, *cells)
    assert frame[["latitude", "longitude"]].to_numpy().tolist() == [[22.6, 105.7], [22.61, 105.71]]


def test_what_is_no_pair_is_a_mistake_with_its_row(sample_store):
    seen = look(sample_store, _upload("22.6, 105.7", "chưa đo"), "villages")
    assert [(one.row, one.reason) for one in seen.mistakes] == [(3, "not-number")]


def test_an_empty_cell_is_a_village_without_a_point(sample_store):
    frame = _taken(sample_store, "", "22.61, 105.71")
    assert frame.latitude.isna().tolist() == [True, False]


def test_coordinates_beside_their_own_columns_say_the_same_again(sample_store):
    lines = ("Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ,Tọa độ", '01864-01,Thôn 01,01864,22.6,105.7,"22.6, 105.7"')
    assert not look(sample_store, csv(*lines), "villages").questions


def test_cells_beyond_the_header_stay_a_mistake(sample_store):
    seen = look(sample_store, csv(HEAD, '01864-01,Thôn 01,01864,"22.6, 105.7",999'), "villages")
    assert [one.reason for one in seen.mistakes] == ["ragged-row"]


def test_where_a_report_was_sent_from_is_left_out_by_its_own_name(sample_store):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới,Vị trí", '13/08/2025,Thôn 01,5,"22.6, 105.7"'))
    (left,) = (left for left in seen.file.reading.left_out if left.why == "columns")
    assert len(seen.rows) == 1 and left.text == "Vị trí (D)"


@pytest.mark.parametrize("head", ["Mã xã,Tên xã,Mã tỉnh,Tên tỉnh,Tọa độ trung tâm"])
def test_communes_have_coordinates_as_well(sample_store, head):
    upload = csv(head, '01864,Bằng Thành,19,Thái Nguyên,"22.6, 105.7"')
    with proposed(sample_store, handed_over(upload, "communes")) as change_set:
        frame = pd.read_parquet(change_set.prepared[0].batch.rows_path)
    assert frame[["centre_latitude", "centre_longitude"]].to_numpy().tolist() == [[22.6, 105.7]]
