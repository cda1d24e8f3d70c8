"""What a note says of the count beside it: that it is of another day or place, or of some of the people alone."""

import re

from enrolment.imports.meaning import headers
from enrolment.imports.meaning.days import read_written
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.unaccented import Pattern

_NUMBERS = r"(?:số(?: liệu| này| này là)?|counts?|figures?)"
_TIMES = r"(?:ngày|hôm|tuần|tháng|đợt|yesterday|last)"
_PEOPLE = r"(?:nữ|nam|trẻ|người|học sinh|cán bộ|thôn|xóm|tổ|women|men|children)"
_IS = re.compile(r"^(?:là|không phải|đây là|nhầm|is)\s+", re.IGNORECASE)
_LONGEST_NAME = 3  # words
_OF = Pattern(rf"^(?:là |báo muộn |lấy )?(?:{_NUMBERS} )?(?:của|thuộc|of|for|from) (?:the )?(.+)$")
_OF_A_KIND = Pattern(rf"^(?:{_TIMES}|\d+ ngày|thôn|xóm|xã|tổ|cả|hai|2|both)\b")
_SAID = (  # of other days; of other places; of some of the people, or what is in it; that it is no count
    rf"^(?:lấy )?{_NUMBERS} (?:(?:ngày|hôm|tuần|tháng|đợt) (?:\d|qua|trước|này|kia)|\d+ ngày\b|yesterday\b|last\b)",
    r"^\d+ ngày(?: gộp)?$|^hôm (?:qua|trước|kia)$|^từ (?:ngày )?\d|^ngày \d{1,2}$|^(?:two|three) days\b",
    r"^\d{1,2} ?(?:[+&-]|và|đến) ?\d{1,2}/\d|^(?:thêm )?\d+ (?:hồ sơ|hs|người|thẻ|tài khoản) (?:của )?ngày \d",
    r"^(?:gộp|dồn|chuyển|làm bù)\b|\b(?:nhập|báo|khai|cập nhật) bù\b",
    r"\bbổ sung (?:cho |của )?(?:số )?(?:ngày|hôm|tuần)\b",
    r"^(?:số )?(?:lũy|luỹ) kế$|^cumulative$|^(?:số liệu )?(?:cả )?tuần(?: \d+)?$|^tháng \d+$",
    r"\b(?:làm|nhập|báo) (?:hộ|thay|giúp) |^cả (?:thôn|xóm)\b|\bcủa (?:thôn|xóm) \S|^(?:thôn|xóm) [^:]*: ?\d",
    rf"\b(?:chỉ|chưa|không) (?:tính|gồm|bao gồm|kể|đếm) (?:cả |thêm |số )?(?:{_PEOPLE}|{_TIMES})\b",
    r"^(?:chỉ|riêng|trừ|mới|toàn|toàn bộ|đối tượng) (?:có |tính |là )?(?:nữ|nam|trẻ|buổi|women|men)\b|^trừ\b",
    r"^(?:đã |có |số này )?(?:bao )?gồm\b|^(?:đã )?(?:tính|kể|cộng|gộp) (?:cả|chung|dồn|thêm|luôn)\b|^trong đó\b",
    r"^(?:dưới|trên|từ) \d+ tuổi|^người xã khác|^(?:men|women|children)\b",
    r"^(?:only|incl|includes?|including|excl|excludes?|excluding|without|not counting)\b",
    r"^(?:sai|nhầm|wrong|trùng|estimated?)\b|\bsố đúng\b|\bsửa (?:lại )?thành\b|^số tạm\b|^đơn vị:",
    r"^(?:KH|LK|DK|ĐK)$|^số (?:KH|LK|ước|dự kiến|kế hoạch)\b|^là (?:lũy|luỹ) kế$",
    r"^từ đầu (?:tháng|tuần|đợt|chiến dịch)",
    r"^(?:đã )?báo (?:rồi|hôm (?:qua|trước))\b|^số này bỏ$|^không lấy\b|^(?:đúng là|sửa(?: lại)?):? ?\d|^cấp lại$",
    r"^(?:tính |đơn vị )?(?:là )?(?:hộ|chục|nghìn|trăm)$|^đơn vị (?:hộ|chục|nghìn|trăm)|^x ?\d+$",
)
_OF_THE_COUNT = Pattern("|".join(_SAID))


def is_of_the_count(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a note says what the count of its row is: `của ngày 12/8`, `chỉ tính nữ`, `số của Thôn 02`, or nothing
    but a day or a place. `mất điện từ 12/8` says nothing of it, nor does a number."""
    bare = " ".join(text.split()).strip(" .,;:()*-+")
    said = _OF.match(bare)
    whose = said[1] if said else bare
    if said and (_OF_A_KIND.match(whose) or (whose[0].isupper() and len(whose.split()) <= _LONGEST_NAME)):
        return True
    if _OF_THE_COUNT.search(bare):
        return True
    what = _IS.sub("", whose)
    if any(headers.is_all_of_indicator(what, code, vocabulary) for code in headers.indicators_within(what, vocabulary)):
        return True
    has_words = any(map(str.isalpha, bare))  # `2` is no village here
    return (not bare.isdecimal() and bool(read_written(whose))) or (has_words and vocabulary.is_place(whose))
