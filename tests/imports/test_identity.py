"""Numbers of persons are told the same by Python, in texts, and by SQL, in columns."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.identity import MASK, holds_personal_number, masked
from enrolment.imports.scratch import scratch

TEXTS = st.text(st.sampled_from("0123456789 .-,+a"), max_size=40)


NUMBERS = """001099012345 | CCCD 001099012345. | 001 099 012 345 | 0340 9000 1234 | 034–090–001–234 | gọi 0912345678
+84912345678 | +84 912 345 678 | 091 234 5678 | 0912 34 56 78 | 0912-345678
019 085001234 | 019085 001234 | 019/085/001234 | 0 1 9 0 8 5 0 0 1 2 3 4 | 019\u200b085\u200b001234 | DN4019012345678
GD 4 01 9012345678 | (0912)345678 | (0912) 345 678 | 0912/345/678 | 09 12 34 56 78 | 84 912345678 | 02093 123456
CMND số: 201 512 345 | SĐT liên hệ: 912.345.678 | Liên hệ chị A 912 345 678 | căn cước của chủ hộ: 201.512.345"""


@pytest.mark.parametrize("text", [text.strip() for line in NUMBERS.splitlines() for text in line.split("|")])
def test_a_number_of_a_person_is_told_and_hidden(text):
    assert holds_personal_number(text)
    assert MASK in masked(text) and not holds_personal_number(masked(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "105.123456789012",
        "1,234,567,890",
        "2025-08-02 2025-08-03",
        "2023-2024-2025",
        "202508-202509",
        "02/8/2025 100 200",
        "KH 4 01 2025",
        "điện thoại 120.000.000đ",
        "Bảo hiểm: 201.512.345 đồng",
        "Căn cước 2025: 12.345.678",
    ],
)
def test_other_numbers_are_no_persons(text):
    assert not holds_personal_number(text)


@given(TEXTS)
def test_sql_tells_the_same_as_python(text):
    with scratch("64MB") as con:
        assert con.execute("select is_personal($text)", {"text": text}).fetchone() == (holds_personal_number(text),)


@given(TEXTS)
def test_what_is_hidden_is_gone(text):
    assert not holds_personal_number(masked(text))


@pytest.mark.parametrize("kind", ["harmless", "numbers"])
def test_two_hundred_texts_of_each_kind(kind):
    texts = (Path(__file__).parent / "texts" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    assert len(set(texts)) == 200
    assert [text for text in texts if holds_personal_number(text) != (kind == "numbers")] == []
