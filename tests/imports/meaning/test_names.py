"""Which village is meant: found, suggested or asked, never guessed."""

import pytest

from enrolment.imports.meaning import names
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import asked, stored, text


def test_a_name_in_two_communes_is_asked_about_until_the_commune_is_said(known):
    lines = "Ngày,Thôn,Nội dung,Số mới\n25/7/2025,Hoà Bình,căn cước,3\n"
    assert "accepted:Hoà Bình" in asked(read(text(lines), "", Choices(), known))
    lines = "Ngày,Xã,Thôn,Nội dung,Số mới\n25/7/2025,Nhạn Môn,Hoà Bình,căn cước,3\n"
    assert stored(read(text(lines), "", Choices(), known), "village_code commune_code") == [("01861-01", "")]


def test_a_file_whose_villages_are_called_as_those_of_others_is_asked_once_whose_it_is():
    communes = (("10001", "Xã A", ""), ("10002", "Xã Hoà Bình", ""))
    villages = tuple((f"{code}-{n}", f"Thôn {n:02d}", code) for code, *_ in communes for n in range(1, 6))
    known = names.Vocabulary(villages=villages, communes=communes, indicators=(("cards", ("Thẻ", "Cards")),))
    rows = "".join(f"25/7/2025,Thôn {n},{n}\n" for n in range(1, 6))
    lines = f"BÁO CÁO XÃ HÒA BÌNH\nNgày,Thôn,Thẻ trong ngày\n{rows}"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert (str(question.choice), list(question.options)) == ("commune", ["10002", "10001"])
    answered = read(text(lines), "", Choices(commune="10002"), known)
    assert answered.questions == ()
    assert stored(answered, "village_code commune_code")[0] == ("10002-1", "")


def test_a_list_of_villages_by_name_finds_their_codes(known):
    reading = read(text("Tên thôn,Km đến trung tâm xã\nNà Pài,12\nthôn Văn Lăng,9\n"), "villages", Choices(), known)
    found = stored(reading, "village_code commune_code village_name")
    assert found == [("01864-40", "01864", "Nà Pài"), ("01864-41", "01864", "thôn Văn Lăng")]


def test_a_near_miss_is_suggested_never_joined(known):
    lines = "Ngày,Thôn,Nội dung,Số mới\n25/7/2025,Văn Lang,căn cước,3\n"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert dict(question.options) == {"01864-41": "Văn Lăng, Xã Bằng Thành", "-": ""}
    none = read(text(lines), "", Choices(accepted={"Văn Lang": "-"}), known)
    assert (none.questions, stored(none, "village_code")) == ((), [("Văn Lang",)])
    accepted = read(text(lines), "", Choices(accepted={"Văn Lang": "01864-41"}), known)
    assert stored(accepted, "village_code") == [("01864-41",)]


@pytest.mark.parametrize("written", ["Thôn 0l", "Thôn O1", "thôn oI"])
def test_letters_taken_for_digits_are_suggested_as_such(known, written):
    (question,) = read(
        text(f"Ngày,Thôn,Nội dung,Số mới\n25/7/2025,{written},căn cước,3\n"), "", Choices(), known
    ).questions
    assert list(question.options) == ["01864-01", "-"]


def test_lost_zeros_come_back_and_are_told(known):
    lines = "Ngày;Mã thôn;Nội dung;Số mới\n25/7/2025;1864-01;căn cước;3\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "village_code") == [("01864-01",)]
    assert reading.notes == (("note-zeros", "village_code", 1),)


def test_a_code_of_another_commune_than_the_one_said_is_asked_about():
    villages = (("01864-01", "Thôn 01", "01864"), ("01865-01", "Thôn 01", "01865"))
    communes = (("01864", "Xã Bằng Thành", ""), ("01865", "Xã Nghiên Loan", ""))
    both = Vocabulary(villages=villages, communes=communes, indicators=(("id_card", ("Căn cước",)),))
    lines = "Ngày,Mã xã,Mã thôn,Nội dung,Số mới\n25/7/2025,1864,01865-01,căn cước,3\n"
    (question,) = read(text(lines), "", Choices(), both).questions
    assert str(question.choice) == "accepted:01865-01"
    assert question.options["01865-01"] == "Thôn 01, Xã Nghiên Loan"
    reading = read(text(lines), "", Choices(accepted={"01865-01": "01865-01"}), both)
    assert stored(reading, "village_code") == [("01865-01",)]


def test_thousands_of_unknown_names_take_no_minute():
    villages = tuple((f"v{number}", f"Thôn {number} Khuổi Slưn", "01864") for number in range(2000))
    many = Vocabulary(villages=villages, communes=(("01864", "Xã X", ""),), indicators=(("id_card", ("Căn cước",)),))
    rows = "".join(f"25/7/2025,Thôn {number} Khuổi Slươn,căn cước,3\n" for number in range(2000))
    assert len(read(text("Ngày,Thôn,Nội dung,Số mới\n" + rows), "", Choices(), many).questions) == 200


@pytest.mark.parametrize(("one", "other"), [("Hoà Bình", "hòa  bình"), ("Thuỷ", "Thủy"), ("Nà Pài", "Na\u0300 Pài")])
def test_spellings_of_one_name(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Văn Lang", "Văn Lăng"), ("Nà Pài", "Na Pai"), ("Đồn", "Dồn"), ("hoàn", "hoan")]
)
def test_names_that_differ_stay_apart(one, other):
    assert names.key(one) != names.key(other)
