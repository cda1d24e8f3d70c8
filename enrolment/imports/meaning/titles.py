"""What titles, lines and names of files say of the day of the counts below them."""

import re
import unicodedata
from functools import cache

from babel.dates import get_day_names

from enrolment.imports.meaning.days import HOUR, ISO, LANGUAGES, day, is_day, is_without_year, of_header, read_written

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SPOKEN = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
# A day within a text; one without a year only where it is called a day, or ends the text.
_WITHIN = re.compile(
    r"(?<![\d/.])(?:\d{4}-\d{1,2}-\d{1,2}|20\d\d[01]\d[0-3]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|(?:(?<=ngày )|(?<=đến ))\d{1,2}[-/]\d{1,2}"
    r"|(?<=ngày )\d{1,2} tháng \d{1,2}(?! ?(?:năm|[/.-]))"
    r"|\d{1,2}/\d{1,2}(?=\W*$))(?![\d/])",
    re.IGNORECASE,
)
_BEFORE_A_START = re.compile(r"\b(?:từ|kể từ|sau|trước|so với|hơn)(?: ngày)?\W*$", re.IGNORECASE)
_BEFORE_NO_DAY = re.compile(r"\b(?:tháng|đợt|quý|tuần|kỳ|mức|lần|biểu|mẫu|số)\W*$", re.IGNORECASE)
BEGINNINGS = r"báo cáo|kết quả|số liệu|tổng hợp|thống kê|biểu|bảng|report|results?"  # of titles of results
_TITLE = re.compile(rf"(?:{BEGINNINGS}|ngày)\b", re.IGNORECASE)
_CALLED_A_DAY = re.compile(r"\b(?:ngày|day|date)\b", re.IGNORECASE)
_ANY_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}|\bngày \d|\d{4}-\d\d?-\d|tháng \d", re.IGNORECASE)
# Words before the number or the day of a paper, which is no day of counts.
PAPERS = (
    r"(?:kh|qđ|nq|cv|ttr|tb|(?<=/)bc|bc(?= ?(?:số|\d+/))"
    r"|kế hoạch|quyết định|nghị quyết|công văn|văn bản|thông báo|tờ trình|hướng dẫn|chỉ thị"
    r"|thông tư|báo cáo số|ban hành|kèm theo)"
)
_PAPER = re.compile(rf"\b(?:{PAPERS}|qd|hạn)\b", re.IGNORECASE)
_COUNT_WORD = r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|các|những|nhiều|cả)"
_SEVERAL = (
    r"\b(?:lũy|luỹ) kế\b|\bcộng dồn\b|\btừ (?:đầu|khi|lúc|ngày|hôm)\b|\bcumulative\b|\bto date\b|\bsince\b",
    r"\d\s*[+&]\s*(?:ngày )?\d|\b(?:tổng|sơ) kết\b|\bhôm (?:qua|trước)\b|\bbổ sung\b|\byesterday\b",
    rf"\b{_COUNT_WORD} ngày\b(?! đêm)|\b(?:cuối|đầu) tuần\b|\bdays\b",
    r"\btừ\b.*\d.*\b(?:đến|tới)\b",
    r"(?<!\d{3})\d\s*[-–_]\s*\d{1,2}[/.-]\d(?!\d{3})",  # not 13-8-2025, nor 2025-08-13
    r"\bngày (?:\d{1,2},? )+(?:và )?\d{1,2}/",
    r"\d (?:và|&) (?:ngày )?\d",
    r"\d{1,2}, ?\d{1,2}/\d",
    r"\b\d+ ngày (?:qua|gần)",
    r"\b(?:tuần|week|quý|tháng|month)\b",
)
_RANGE = re.compile("|".join(_SEVERAL), re.IGNORECASE)
_DAY_AND_MONTH = re.compile(
    r"\bngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?|\d{1,2} tháng \d{1,2} năm \d{4}", re.IGNORECASE
)
_BEFORE_HOURS = r"(?:\b(?:từ|đến|tới|lúc|trước|from|to|at)\s+)?\b"
_HOURS = re.compile(
    rf"{_BEFORE_HOURS}(?:{HOUR}|\d{{1,2}}\s*(?:h|g|giờ|am|pm)(?:\s*\d{{2}})?(?: phút)?)(?![\w/])", re.IGNORECASE
)
_PAPER_NUMBER = re.compile(
    rf"\b{PAPERS}(?: số)?:? [^\s,;)]*\d[^\s,;)]*(?:,? ngày \S*\d\S*)?|\b\d+/[\w-]*[a-zđ][\w/-]*", re.IGNORECASE
)
_NUMBERED = r"mức(?: độ)?|level|số|lần|đợt|thứ|biểu(?: mẫu)?|mẫu(?: số)?|phụ lục|bảng|đề án|khu|cụm|tổ|thôn|xóm|no\.?"
_COUNTED = r"thôn|xóm|bản|xã|phường|tổ|hộ|điểm|đơn vị|ngày đêm|tuổi|villages|communes|teams"
_TOLD_NUMBER = re.compile(rf"\b(?:{_NUMBERED})\s*\d+\b|\b\d+\s*(?:{_COUNTED})\b|\bnăm 20\d\d\b")
# Where and when a paper was signed or printed; the day is not that of the counts.
_SIGNED = re.compile(
    r"^(?!thứ |chủ nhật|sáng|chiều|tối)[^,;:\d]{2,40}, (?:ngày )\d{1,2} tháng \d{1,2} năm \d{4}\W*$"
    r"|\b(?:in|xuất|lập biểu|ký|tải|printed|exported)(?: ra| lúc| ngày| từ hệ thống| on| at)*\s*[:,]?\s*\d"
    r"|\b(?:in|xuất) (?:lúc|từ)\b",
    re.IGNORECASE,
)
# What is done about a report, or beside it: its day may be that of the counts, or not.
_EVENT = re.compile(
    r"\b(?:họp|giao ban|gửi|nộp|tập huấn|phát động|chỉ đạo|ra quân|hiệu lực|phiên bản|công điện|giấy mời|hội nghị"
    r"|kết luận|biên bản|làm việc|tiếp theo|biểu mẫu|khai mạc|bắt đầu|kết thúc|bế mạc|sinh nhật"
    r"|cập nhật(?! (?:đến|tới))|ngày (?:nhận|lập|duyệt|ký|tạo|nhập|hẹn|trả|về)|meeting|sent|created|version|due)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 500


def years_within(text: str) -> list[str]:
    """The years of this century that a title or a file name speaks of."""
    return _YEAR.findall(text)


def day_written(text: str) -> str:
    """The one day that a text says its counts are of, as it is written there; empty where it names none, or several.

    That from which they count, and that of a plan or a decision, are others.
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST_TITLE])
    text = re.sub(r"(?<=\d)_(?=\d)", "-", text).replace("_", " ")  # as in names of files
    days = [
        found[0]
        for found in (*_SPOKEN.finditer(text), *_WITHIN.finditer(text))
        if not _BEFORE_A_START.search(before := text[: found.start()])
        and not _PAPER.search(before.lower().rpartition("đến")[2])
        and not (_BEFORE_NO_DAY.search(before) and (written := read_written(found[0])) and not written.year)
    ]
    return days[0] if len(set(days)) == 1 else ""


def is_signed(text: str) -> bool:
    """Whether a text says when a paper was signed, or printed: `Bằng Thành, ngày 14 tháng 8 năm 2025`."""
    return bool(_SIGNED.search(unicodedata.normalize("NFC", text[:_LONGEST_TITLE])))


def is_beside_the_counts(text: str) -> bool:
    """Whether the day that a title names is that of a meeting, a letter or another event, by the words before it."""
    text = unicodedata.normalize("NFC", text[:_LONGEST_TITLE])
    written = day_written(text)
    return bool(written) and bool(_EVENT.search(text[: text.find(written)]))


def is_range(text: str) -> bool:
    """Whether a text names a first and a last day."""
    said = _HOURS.sub(" ", unicodedata.normalize("NFC", text[:_LONGEST_TITLE]))
    return bool(re.search(r"\btừ\b.*\d[/-]\d.*\b(?:đến|tới)\b.*\d|\d\s*[-–]\s*\d{1,2}/\d", said, re.IGNORECASE))


def is_of_several(text: str) -> bool:
    """Whether a text speaks of several days, from one to another, of a week or a month, or of all since the start: new
    counts of these are of none of them."""
    said = _HOURS.sub(" ", unicodedata.normalize("NFC", text[:_LONGEST_TITLE])).replace("_", "-")
    weekdays = set(_weekdays().findall(said.lower()))
    return bool(_RANGE.search(_DAY_AND_MONTH.sub(" ", said))) or len(weekdays) > 1


def has_other_numbers(title: str) -> bool:
    """Whether a title has numbers beside its day that nobody can tell: `2 ngày`, another day; not those of papers, of
    hours, ages, levels and of how many villages there are."""
    said = _HOURS.sub(" ", unicodedata.normalize("NFC", title[:_LONGEST_TITLE]).lower())
    said = _DAY_AND_MONTH.sub(" ", _PAPER_NUMBER.sub(" ", said))
    said = said.replace(day_written(title).lower() or " ", " ", 1)
    return bool(re.search(r"\d", _TOLD_NUMBER.sub(" ", said)))


@cache
def _weekdays() -> re.Pattern[str]:
    """The names of weekdays; not `thứ 14`, `T2`."""
    names = {name.lower() for lang in LANGUAGES for name in get_day_names("wide", "format", lang).values()}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b")


def day_of_line(text: str) -> str:
    """The day, with its year, of a line that says nothing but the day of what stands below it; empty of any other."""
    said = day(text, "dmy") if is_day(text) else day_within(text)
    return said if _is_of_a_day(text) and ISO.fullmatch(said) else ""


def short_day_of_line(text: str) -> str:
    """The day without a year, as it is written, of a line that says nothing else; empty of any other."""
    said = text if is_day(text) else day_written(text) if _CALLED_A_DAY.search(text) else ""  # not `đạt 5/8`
    return said if _is_of_a_day(text) and said and is_without_year(said) else ""


def _is_of_a_day(text: str) -> bool:
    """Whether a line is a day, or begins like a title and is one phrase."""
    return is_day(text) or bool(_TITLE.match(text) and not re.search(r"[,:;.](?!\d)", text))


def mentions_a_day(text: str) -> bool:
    """Whether a day stands anywhere in a text, with a year or without."""
    return is_day(text) or bool(of_header(text)) or bool(_ANY_DAY.search(text))


def day_within(text: str) -> str:
    """The day that a title or a file name speaks of, as YYYY-MM-DD; a title in Vietnamese has the day first."""
    found = day(day_written(text), "dmy")
    return found if ISO.fullmatch(found) else ""
