"""Lines above and below a table that say of its counts what its columns do not: that they are of another day, indicator
or village, planned, left over, or of some of the people. Which of the two is right nobody can tell, so each is asked
about."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import PurePosixPath

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning import headers, notes, titles
from enrolment.imports.meaning.beside_days import QUARTERS, WEEKS_OF_A_YEAR, is_of_week
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import ISO, day, is_without_year, with_years
from enrolment.imports.meaning.layout import BETWEEN_CELLS, Layout, Left
from enrolment.imports.meaning.lexicon import lexicon
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.unaccented import Pattern
from enrolment.imports.meaning.unpivot import cell_at

_LATE = timedelta(days=10)  # a report may be dated so long after its last counts
_NO_RESULTS = Pattern(
    r"^(?:\W|\d|[IVX]+\.)*(?:kế hoạch|dự kiến|chỉ tiêu|giao chỉ tiêu|mục tiêu|nhiệm vụ|phân bổ|lịch (?!sử)"
    r"|đăng ký làm|ước(?: thực hiện)?\b|rà soát|cùng kỳ|chênh lệch|đính chính|cấp lại|tạm trú|trả thẻ|phát thẻ"
    r"|học sinh|plan\b|planned|targets?\b|forecast|remaining|yesterday|waiting)"
    r"(?! .*(?:kết quả|thực hiện|đạt))"
    r"|^\W*(?:KQ )?(?:DK|ĐK|LK|KH(?! ?(?:số )?\d))\b"
    r"|(?<!cho công dân )(?<!cho người dân )(?<!cho người )\bchưa (?:được )?"
    r"(?:làm|có(?! báo cáo)|cấp|thu nhận|kích hoạt|(?:phê )?duyệt|đến|trả|nhận|chính thức)\b"
    r"|\bcòn (?:lại|thiếu)\b|\bdự kiến kết quả\b|\bbản nháp\b|\bví dụ\b|\bdraft\b|\bminh h(?:ọa|oạ)\b|\bbản thử\b"
    r"|\b(?:số|dữ) liệu (?:mẫu|sai|tạm tính)\b|\bnhu cầu\b|\bcho học sinh\b|^\W*(?:hủy|huỷ)\b|\bkhông dùng\b"
    r"|\bsố (?:phải|cần|vắng|ước|kế hoạch)\b|\bvắng mặt\b|\bhồ sơ lỗi\b|\bcùng kỳ năm trước\b|\bngày mai\b|\btạm tính\b"
    r"|\bcòn tồn\b|(?<!xử lý hồ sơ )(?<!giải quyết hồ sơ )(?<!xử lý )(?<!giải quyết )(?<!để )(?<!khắc phục )"
    r"\btồn đọng\b|\b(?:bị|danh sách|hồ sơ) (?:trả|từ chối|hủy|huỷ)\b|\b(?:pending|rejected|backlog)\b"
    r"|\bđơn vị(?: tính)?: ?hộ\b"
)
_PLANNED = Pattern(
    r"^(?:\W|\d|[IVX]+\.)*(?:giao |phân bổ |bảng )*(?:chỉ tiêu|kế hoạch|mục tiêu|nhiệm vụ|targets?|plan)\b"
)
# How a form is filled in, and who did it, say nothing of its counts.
_WHERE_NONE = Pattern(
    r"\b(?:chưa|không) (?:có|làm|phát sinh|báo cáo)\b[^.;]*?"
    r"\b(?:để trống|bỏ trống|(?:ghi|điền|nhập)(?: số)? (?:0|không))\b"
)
_WHO = Pattern(
    r"^\W*(?:(?:người|cán bộ) (?:lập|báo cáo|nhập|tổng hợp|phụ trách|gửi|duyệt|kiểm tra|ký|liên hệ|thực hiện)"
    r"|trưởng (?:thôn|bản|xóm|ban|phòng|công an)|phó \w+|chủ tịch|đồng chí)[^:,;]{0,30}: ?"
    r"[^\W\d_]+(?: [^\W\d_]+){1,5}$"
)
_AT = Pattern(
    r"\b(?:tại|địa bàn|khu vực|(?<!thời )(?<!cao )điểm|(?<!môi )(?<!thị )trường|chợ|các thôn|một số thôn|bộ phận"
    r"|đội|đoàn|lưu động|cũ)\b"
    r"(?! (?:toàn )?xã(?! \w+ \w+ cũ))"
)
_DRAFT = re.compile(r"\bnháp\b", re.IGNORECASE)  # without its accent, what is entered
_SINCE_THE_START = Pattern(r"\b(?:lũy|luỹ) kế\b|\bcộng dồn\b|\bcumulative\b|\bLK\b")
_OF_A_DAY = Pattern(r"\btrong ngày\b|\bsố mới\b|\bphát sinh\b|\bmới\b|\bnew\b|\btoday\b")
_RESULTS = Pattern(rf"^\W*(?:{titles.BEGINNINGS}|tháng|năm|thôn|xóm|bản|tài khoản|căn cước|vneid)\b")
# Parts of a commune by their number; `38 thôn`, `văn bản 12` and `Tổ công tác Đề án 06` are none.
_A_PART = Pattern(
    r"(?<!\d )(?<!văn )\b(?:thôn|xóm|bản|tổ(?: dân phố| công tác| lưu động)*|tdp|cụm|khu|nhóm)(?: số)?"
    r" (?:\d+|(?-i:[IVX]+))\b"
)
_BOTH_SEXES = Pattern(r"\bnam\b.*\bnữ\b|\bnữ\b.*\bnam\b")
_NOT_BEFORE = r"(?<!\d[/.-])(?<!từ )(?<!đến )(?<!hết )(?<!sau )(?<!trước )(?<!sinh )(?<!số )(?<!với )"
_MONTH = re.compile(rf"\b{_NOT_BEFORE}(?:tháng) ?(\d{{1,2}})(?:(?: ?[/.-] ?| năm | )(20\d\d))?\b", re.IGNORECASE)
_MORE_MONTHS = re.compile(r"\s*(?:[-–,;&+]|và|đến)\s*(?:tháng )?\d", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý (I{1,3}|IV|[1-4])\b(?:(?: ?[/-] ?| năm )(20\d\d))?", re.IGNORECASE)
_WEEK = re.compile(r"\b(?:tuần(?: lễ)?(?: thứ)?|week) (\d{1,2})\b(?!\s*[-–/.,]?\s*\d)", re.IGNORECASE)
_YEAR = re.compile(rf"\b{_NOT_BEFORE}(?:năm|year) (20\d\d)\b", re.IGNORECASE)
_A_VILLAGE = re.compile(r"\b((?:thôn|xóm|bản|tổ dân phố|tdp) [\w]+(?: [\w]+)?(?: [\w]+)?)", re.IGNORECASE)
_MARK = re.compile(r"^(?:[*•+(\d).-]+\s*)?(?:(?:ghi chú|lưu ý|chú ý|chú thích|nb|notes?)\s*:?\s*)?", re.IGNORECASE)
_OF_THE_TABLE = re.compile(
    r"^(?:trên đây là |tất cả |cột [^:]{1,60}? là )?(?:các |những |toàn bộ )?"
    r"(?:số liệu|số(?= (?:trên|này|đó|ở|trong|lũy|luỹ))|kết quả|bảng|biểu|dữ liệu|figures?|counts?|data)"
    r"(?: (?:liệu|ở|trên|này|đây|trong|bảng|biểu|báo cáo|above))*(?: (?:là|được|đã|chỉ là|are|is))*\s+",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:đơn vị(?: tính)?|đvt|unit)\s*:", re.IGNORECASE)
_IS_A_DAY = re.compile(r"(?:[^,\d]{2,40}, )?ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*", re.IGNORECASE)
_WANTED = re.compile(r"\b(?:phấn đấu|hoàn thành|sẽ|cố gắng|đề nghị)\b", re.IGNORECASE)
_UP_TO = re.compile(r"^(?:được )?(?:tính |cập nhật |chốt |lấy )?(?:đến|tới|của|ngày|vào)\b", re.IGNORECASE)


def lines_against(
    layout: Layout, found: Sequence[Column], vocabulary: Vocabulary, file: str = "", table: str = "progress"
) -> list[tuple[int, str]]:
    """The lines above the header and below the last row that say of the counts what the columns do not, with their
    rows; row 0 has the names of the `file`, where that is given, and of the sheet."""
    told = _Told(layout, found, vocabulary, is_planned=table == "targets")
    named = (PurePosixPath(file).stem.replace("_", " "), layout.sheet) if file else ()
    names = [name for name in dict.fromkeys(named) if _is_against(name, told, is_a_name=True)]
    above = [left for left in layout.left_out if left.why == "title" and _is_against(left.text, told)]
    below = [left for left in _below(layout) if _is_against_below(left.text, told)]
    return [*([(0, " · ".join(names))] if names else []), *((left.row, left.text) for left in (*above, *below))]


def is_below(row: int, layout: Layout) -> bool:
    """Whether a line stands below all rows of data."""
    return bool(layout.numbers) and row > layout.numbers[-1]


def _below(layout: Layout) -> list[Left]:
    return [left for left in layout.left_out if left.why in ("note", "section") and is_below(left.row, layout)]


@dataclass(frozen=True)
class _Told:
    """What the columns and cells of a table say its counts are of."""

    layout: Layout
    found: Sequence[Column]
    vocabulary: Vocabulary
    is_planned: bool = False  # it says what is to be reached

    @cached_property
    def days(self) -> frozenset[str]:
        """The days that are named, as they are written; without a year where they have none."""
        return frozenset([*self._texts("reported_on"), *(one.day for one in self.found if one.target and one.day)])

    @cached_property
    def indicators(self) -> frozenset[str]:
        of_columns = [one.target.indicator for one in self.found if one.target.indicator]
        within = [headers.indicators_within(text, self.vocabulary) for text in self._texts("indicator_code")]
        return frozenset(of_columns).union(*within)

    @cached_property
    def villages(self) -> frozenset[str]:
        return frozenset(self._codes(self._texts("village_code")))

    @cached_property
    def are_new(self) -> bool:
        """Whether all counts are new ones, by their own headers."""
        counts = {one.target.name for one in self.found if one.is_count}
        return bool(counts) and counts <= {"new", "new_count"}

    @property
    def is_of_the_commune(self) -> bool:
        """Whether all counts are taken for those of the commune that a title names."""
        return any(section.row == 0 and section.kind == "commune" for section in self.layout.sections)

    def _codes(self, texts: Iterable[str]) -> Iterator[str]:
        names = self.vocabulary.village_names
        return (code for text in texts if (code := names.find(text)[0]))

    def _texts(self, name: str) -> Collection[str]:
        places = [one.position for one in self.found if one.target.name == name]
        cells = (text_of(cell_at(row, place)) for place in places for _, row in self.layout.data)
        return dict.fromkeys(filter(None, cells))

    def is_of_another_day(self, said: str) -> bool:
        """Whether no count is of a day, nor of one shortly before it. `said`: YYYY-MM-DD."""
        known = self._known(int(said[:4]))
        last = max(known, default="")
        is_late = bool(last) and last < said <= (date.fromisoformat(last) + _LATE).isoformat()
        may_be = {said, f"{said[:5]}{said[8:]}-{said[5:7]}"}  # the other way round is asked of the cells
        return bool(known) and known.isdisjoint(may_be) and not is_late

    def is_of_other_months(self, year: str, months: Collection[int]) -> bool:
        """Whether no count is of any of these months of a year. `year`: empty where that is not said."""
        known = self._known(int(year) if year else 0)
        return bool(known) and not any(
            year in ("", one[:4]) and int(one[5:7]) in months for one in known if one[:4] != "0000"
        )

    def is_of_another_week(self, number: int) -> bool:
        """Whether no count is of a week of the year, nor of one beside it."""
        known = [date.fromisoformat(one) for one in self._known(0) if one[:4] != "0000"]
        return bool(known) and not any(is_of_week(one, number) for one in known)

    def _known(self, year: int) -> set[str]:
        """The days as YYYY-MM-DD, in either order where nobody can tell; of the year that is said where they name
        none."""
        short = [text for text in self.days if is_without_year(text)]
        full = with_years(dict.fromkeys(short), year) if year else {}
        texts = [full.get(text, text) for text in self.days]
        return {one for text in texts for order in ("dmy", "mdy") if ISO.fullmatch(one := day(text, order))}


def _is_against(text: str, told: _Told, is_a_name: bool = False) -> bool:
    """Whether a line above the header, or the name of a sheet or a file, says that no results of all people stand
    below, or none of what the table names: a plan, what remains, a draft, one sex, another day."""
    if _WHO.search(text):
        return False
    text = _WHERE_NONE.sub(" ", text)
    is_running = told.are_new and bool(told.days) and bool(_SINCE_THE_START.search(text)) and not _OF_A_DAY.search(text)
    is_of_results = is_a_name or (bool(_RESULTS.match(text)) and not titles.is_signed(text))
    if told.is_of_the_commune and not _is_of_the_whole(text, told.vocabulary, is_a_name):
        return True
    is_of_others = _says_no_results(text, told) or _is_of_some_of_the_people(text, told.vocabulary)
    return is_of_others or is_running or (is_of_results and _names_another(text, told))


def _says_no_results(text: str, told: _Told) -> bool:
    is_of_a_paper = not headers.without_papers(text).strip(" .,;:()-")  # `Kế hoạch 123/KH-UBND ngày 01/7/2025`
    is_as_meant = is_of_a_paper or (told.is_planned and bool(_PLANNED.match(text)))
    return bool(_NO_RESULTS.search(text) or _DRAFT.search(text)) and not is_as_meant


def _is_of_some_of_the_people(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text speaks of a part of those whom each indicator is about."""
    plain = re.sub(r"\bnam\b", " ", text, flags=re.IGNORECASE)  # Việt Nam, and names of places
    codes = [code for code, _ in vocabulary.indicators]
    is_part = bool(codes) and all(headers.is_of_a_part(plain, code, vocabulary) for code in codes)
    return is_part and not _BOTH_SEXES.search(text)


def _is_of_the_whole(text: str, vocabulary: Vocabulary, is_a_name: bool) -> bool:
    """Whether a line over a commune's own counts is known to say nothing of a part of it: letterheads, titles, papers,
    units, days, who reports. Every other may be a school, a market, the former commune that the counts are of; the name
    of a sheet or a file only where it names a part."""
    if _A_PART.search(text) or _villages_within(text, vocabulary) or _AT.search(text):
        return False
    return is_a_name or all(
        not any(map(str.isalpha, cell))
        or headers.begins_with_one_of(cell, lexicon()["letterheads"])
        or bool(_WHO.match(cell) or titles.is_signed(cell) or titles.day_written(cell))
        or bool(vocabulary.commune_names.find(cell)[0])
        for cell in text.split(BETWEEN_CELLS)
    )


def _names_another(text: str, told: _Told) -> bool:
    """Whether a line names one day, month, indicator or village, and the table others."""
    named = headers.indicators_within(text, told.vocabulary)
    if len(named) == 1 and told.indicators and not named & told.indicators:
        return True
    villages = _villages_within(text, told.vocabulary)
    return _is_of_another_time(text, told) or bool(villages and told.villages and not villages & told.villages)


def _is_of_another_time(text: str, told: _Told) -> bool:
    if titles.is_range(text):
        return False
    if written := titles.day_written(text):
        years = {one[:4] for one in told.days if ISO.match(one)} or set(titles.years_within(" ".join(told.days)))
        year = min(years, default="")
        said = with_years([written], int(year)).get(written, "") if is_without_year(written) and year else written
        said = day(said, "dmy")
        return bool(ISO.fullmatch(said)) and told.is_of_another_day(said)
    if titles.mentions_a_day(re.sub(_MONTH, " ", text)) or headers.is_of_a_paper(text):
        return False
    return _is_of_another_month(text, told)


def _is_of_another_month(text: str, told: _Told) -> bool:
    """Whether a text names one week, month or quarter, or a year alone, of which no count is."""
    months, year_said = list(_MONTH.finditer(text)), _YEAR.search(text)
    if len(months) > 1 or (months and _MORE_MONTHS.match(text, months[0].end())):
        return False  # a period
    week = _WEEK.search(text)
    if week and not months and int(week[1]) >= WEEKS_OF_A_YEAR:
        return told.is_of_another_week(int(week[1]))
    span = months[0] if months else _QUARTER.search(text)
    year = (span[2] if span else None) or (year_said[1] if year_said else "")
    return bool(span or year) and told.is_of_other_months(year, _months_of(span))


def _months_of(span: re.Match[str] | None) -> Collection[int]:
    """The months of a month or a quarter that is named; all where none is."""
    if span is None:
        return range(1, 13)
    if span.re is _MONTH:
        return (int(span[1]),)
    number = QUARTERS[span[1].lower()]
    return range(3 * number - 2, 3 * number + 1)


def _villages_within(text: str, vocabulary: Vocabulary) -> set[str]:
    """The villages that a text names behind the word for one, by their codes; the longest name that is known."""
    found = set()
    for said in _A_VILLAGE.findall(text):
        words = said.split()
        known = (vocabulary.village_names.find(" ".join(words[:end]))[0] for end in range(len(words), 1, -1))
        found.add(next(filter(None, known), ""))
    return found - {""}


def _is_against_below(text: str, told: _Told) -> bool:
    """Whether a line below the rows says of them what the columns do not: `Số liệu trên là của ngày 12/8`, `* tính đến
    12/8`, `Ghi chú: chỉ tính nữ`. `Ghi chú: mất điện từ 12/8` says nothing of them."""
    bare = _MARK.sub("", text)
    if titles.is_signed(text) or _IS_A_DAY.fullmatch(bare) or _WANTED.search(bare):
        return False
    rest = _OF_THE_TABLE.sub("", bare)
    is_of_it = rest != bare
    if is_of_it and (headers.says_one_of(rest, lexicon()["void"]) or _NO_RESULTS.search(rest) or _DRAFT.search(rest)):
        return told.are_new or not _SINCE_THE_START.search(rest)
    if (is_of_it or _UP_TO.match(rest)) and titles.day_written(rest):
        return _is_of_another_time(rest, told)
    if _UNIT.match(rest):
        return False  # thousands are refused elsewhere
    if headers.indicators_within(rest, told.vocabulary) & told.indicators:
        return False
    is_of_the_count = notes.is_of_the_count(rest, told.vocabulary) and not told.vocabulary.is_place(rest)
    return is_of_the_count and not (_SINCE_THE_START.search(rest) and not told.are_new)
