"""What a note says of the count beside it: that it is of another day or place, or of some of the people alone."""

import re

from enrolment.imports.meaning.days import read_written
from enrolment.imports.meaning.names import Vocabulary

_NUMBERS = r"(?:số(?: liệu| này| này là)?|counts?|figures?)"
_TIMES = r"(?:ngày|hôm|tuần|tháng|đợt|yesterday|last)"
_PEOPLE = r"(?:nữ|nam|trẻ|người|học sinh|cán bộ|thôn|xóm|tổ|women|men|children)"
_LONGEST_NAME = 3  # words
_OF = re.compile(rf"^(?:là |báo muộn |lấy )?(?:{_NUMBERS} )?(?:của|thuộc|of|for|from) (?:the )?(.+)$", re.IGNORECASE)
_OF_A_KIND = re.compile(rf"^(?:{_TIMES}|thôn|xóm|xã|tổ|cả|hai|2|both)\b", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:chỉ|chưa|không) (?:tính|gồm|bao gồm|kể|đếm) (?:cả |thêm |số )?(?:{_PEOPLE}|{_TIMES})\b"
    rf"|^(?:chỉ|riêng|trừ|mới) (?:có |tính )?(?:nữ|nam|trẻ|women|men)\b|^trừ\b"
    r"|^(?:đã |có |số này )?(?:bao )?gồm\b|^(?:đã )?(?:tính|kể|cộng|gộp) (?:cả|chung|dồn|thêm|luôn)\b|^(?:gộp|dồn)\b"
    rf"|^(?:lấy )?{_NUMBERS} (?:(?:ngày|hôm|tuần|tháng|đợt) (?:\d|qua|trước|này|kia)|\d+ ngày\b|yesterday\b|last\b)"
    r"|^\d+ ngày$|^hôm (?:qua|trước|kia)$"
    r"|\b(?:nhập|báo|khai|cập nhật) bù\b|\bbổ sung (?:cho |của )?(?:số )?(?:ngày|hôm|tuần)\b"
    r"|^(?:only|incl|includes?|including|excl|excludes?|excluding|without|not counting)\b",
    re.IGNORECASE,
)


def is_of_the_count(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a note says what the count of its row is: `của ngày 12/8`, `chỉ tính nữ`, `số của Thôn 02`, or nothing
    but a day or a place. `mất điện từ 12/8` says nothing of it, nor does a number."""
    bare = " ".join(text.split()).strip(" .,;:()*-+")
    said = _OF.match(bare)
    whose = said[1] if said else bare
    if said and (_OF_A_KIND.match(whose) or (whose[0].isupper() and len(whose.split()) <= _LONGEST_NAME)):
        return True
    if not any(map(str.isalpha, bare)):
        written = read_written(bare) or read_written(whose)
        return bool(written) and not bare.isdecimal()
    return bool(_SAID.search(bare)) or bool(read_written(whose)) or vocabulary.is_place(whose)
