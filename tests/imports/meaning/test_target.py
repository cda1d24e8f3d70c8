"""The small types that say what a column is, and their text form."""

from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.meaning.reading import Choice
from enrolment.imports.meaning.target import DAY, Header, Meaning, Target

_CODES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
_TARGETS = st.builds(Target, _CODES, st.none() | st.just("") | _CODES)


@given(_TARGETS, st.sampled_from(["", "25/7/2025", "ngày 3 tháng 8 năm 2025"]))
def test_what_a_column_says_reads_back_from_its_text(target, day):
    assert Target.parse(str(target)) == target
    assert Meaning.parse(str(Meaning(target, day))) == Meaning(target, day)


@given(_CODES, st.none() | st.text())
def test_a_choice_reads_back_from_its_text(name, of):
    assert Choice.parse(str(Choice(name, of))) == Choice(name, of)


def test_a_count_below_a_day_or_an_indicator_is_one_of_several():
    assert [str(one) for one in (DAY, Target("new", "")) if one.is_wide] == ["day", "new:"]
    assert not Target("new_count").is_wide


def test_a_sign_within_a_header_does_not_part_it():
    assert Header.of("Căn cước · cộng dồn").lines == ("Căn cước · cộng dồn",)
    assert Header(("Căn cước",)).above("Số mới").from_below == ("Số mới", "Căn cước")
    assert Header(("Căn cước",)).above("Căn cước") == Header.of("Căn cước")
