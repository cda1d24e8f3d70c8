"""What a column is, by its header: the contract's names, Vietnamese and English ones, and what people taught before."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import chain

from enrolment.contract import TABLES, schema
from enrolment.imports.meaning import parts
from enrolment.imports.meaning.days import is_day
from enrolment.imports.meaning.lexicon import header_key, lexicon, own_name
from enrolment.imports.meaning.names import Vocabulary, bare, key
from enrolment.imports.meaning.parts import is_part
from enrolment.imports.meaning.target import DAY, IGNORED, Header, Target
from enrolment.imports.meaning.titles import PAPERS, day_written, mentions_a_day

# Two words that say another thing than each: cards of their first kind, and those that were handed out, or came back.
_PHRASES = ("cấp mới", "phát sinh", "về việc", "thu nhận", "tiếp nhận")
_PAPER = re.compile(rf"(?:theo )?\b{PAPERS}(?: số)? \S*\d\S*(?: ngày \S+)?", re.IGNORECASE)
_NUMERAL = re.compile(r"^(?:\(?(?:[IVX]+|(?:Câu )?\d{1,2})|[a-h])[.)/:-]\s*")
# `UBND XÃ BẰNG THÀNH`: the name ends with the line, or where words that are no name begin.
_OFFICES = r"ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|đảng ủy|công an|đơn vị:?|^|kết quả|báo cáo|số liệu|của"
_NO_NAMES = (
    "và|về|báo|kết|tổng|phối|trong|ngày|số|đã|năm|tháng|cùng"
    "|có|được|hội|trên|thuộc|theo|chưa|nào|này|trước|sau|phụ trách|chủ trì"
)
_NAME = rf"(?!(?:{_NO_NAMES})\b)[^\W\d_]+"
_OFFICE = re.compile(
    rf"(?:{_OFFICES})\s*(xã|phường|thị trấn)\s+"
    rf"({_NAME}(?:\s+{_NAME})?(?:\s+{_NAME})?)"
    r"(?=\s*(?:$|\d|[,;:.(–-]|báo|kết|tổng|cộng|ngày|số|năm|tháng|trước|sau))",
    re.IGNORECASE,
)
_COUNTS = ("new_count", "cumulative_count", "count", "target", "baseline")
_KINDS = ("new", "cumulative")  # of a count that is reported


def is_header(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell looks like a header: one of the contract's, of the offices', an indicator's name, or a day."""
    header = Header.of(text)
    is_known = header_key(text) in _all_keys() or bool(indicator_of(header, vocabulary)) or bool(personal_kind(header))
    return is_known or is_day(text) or bool(day_in(header) and _role(header))


def personal_kind(header: Header) -> str:
    """`name`, `id_number`, `birth_date` or `phone` where the column is about single people; else empty."""
    for wanted in map(header_key, (str(header), *header.lines)):  # under a merged one, too
        if wanted.startswith(("ho ten", "ho va ten")):
            return "name"
        if f" {wanted} ".startswith((" ngay sinh ", " nam sinh ", " sinh ngay ")):
            return "birth_date"
        for kind, texts in lexicon()["personal"].items():
            if wanted in map(header_key, texts):
                return kind
    return ""


def value(column: str, text: str) -> str:
    """The contract's code for a word of the offices', such as `sóng yếu` for `weak`; the text where there is none."""
    for code, texts in lexicon()["values"].get(column, {}).items():
        if text == code or key(text) in map(key, texts):
            return code
    return text


@cache
def _all_keys() -> frozenset[str]:
    names = {header_key(name) for table in TABLES for name in schema(table).column_names}
    return frozenset(
        {header_key(text) for texts in lexicon()["columns"].values() for text in texts}
        | {header_key(text) for text in lexicon()["ignored"]}
        | names
    )


@cache
def _synonyms(table: str) -> dict[str, str]:
    names = [*schema(table).column_names, *(["count"] if table == "progress" else [])]
    found: dict[str, str] = {}
    for name in names:
        for text in (name, *lexicon()["columns"].get(name, ())):
            found.setdefault(header_key(text), name)
    if table == "villages":  # its own name, not a reference to it
        found |= {header_key(text): "village_name" for text in lexicon()["columns"]["village_name"]}
    if table == "communes":
        found |= {header_key(text): "commune_name" for text in lexicon()["columns"]["commune_name"]}
    return found


def guess(table: str, header: Header, vocabulary: Vocabulary) -> tuple[Target, bool]:
    """What a header says of its column, by itself; and whether in so many words."""
    if not header_key(str(header)):
        return IGNORED, True
    of_all = (_by_its_words, _by_its_indicator, _by_its_role, _by_its_day, _by_words_within)
    return next(found for read in of_all if (found := read(table, header, vocabulary)))


_Guess = tuple[Target, bool] | None  # None: not by this


def _by_its_words(table: str, header: Header, _: Vocabulary) -> _Guess:
    wanted, synonyms = header_key(str(header)), _synonyms(table)
    if wanted in synonyms:
        return Target(synonyms[wanted]), True
    if wanted in map(header_key, lexicon()["ignored"]) or personal_kind(header):
        return IGNORED, True
    return (DAY, True) if table == "progress" and is_day(str(header)) else None


def _by_its_indicator(table: str, header: Header, vocabulary: Vocabulary) -> _Guess:
    indicator = indicator_of(header, vocabulary) if table in ("progress", "targets") else ""
    if not indicator:
        return None
    role = _role(header)
    if role == "ignored" or (table == "progress") == (role == "target"):
        return IGNORED, bool(role)
    if is_of_others(header, indicator, vocabulary):
        return IGNORED, False
    if not role and _says_something_else(header, vocabulary):
        return IGNORED, False
    is_plain = not says_more(header, vocabulary) and not says_both_kinds(header)
    return Target(role or "count", indicator), bool(role) and is_plain


def _by_its_role(table: str, header: Header, _: Vocabulary) -> _Guess:
    role = _role(header)
    if role == "ignored":
        return IGNORED, True
    is_count_of_a_day = table == "progress" and role in _KINDS and day_in(header)
    return (Target(role, ""), True) if is_count_of_a_day else None


def _by_its_day(table: str, header: Header, _: Vocabulary) -> _Guess:
    if table != "progress" or not is_of_a_day(header):
        return None
    own = header.lines[-1]
    if _role(header) == "target" or (is_column_name(own) and not _is_count(own)):
        return IGNORED, True
    return (DAY, False) if is_day(own) or _is_count(own) or is_part(own) else (IGNORED, False)


def is_of_others(text: Header, indicator: str, vocabulary: Vocabulary) -> bool:
    """Whether a header, or a cell, counts people younger than those that the indicator is about: `dưới 14 tuổi`, of one
    of those aged 14 and more."""
    return parts.are_younger(text.lines, _own_age(indicator, vocabulary))


def _own_age(indicator: str, vocabulary: Vocabulary) -> int | None:
    return parts.own_age(next((names for code, names in vocabulary.indicators if code == indicator), ()))


def is_of_a_part(text: str, indicator: str, vocabulary: Vocabulary) -> bool:
    """Whether a text speaks of some of those whom an indicator is about: of one sex, an age, a time of the day."""
    return parts.is_of_a_part(text, _own_age(indicator, vocabulary))


def is_all_of_indicator(text: str, indicator: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is the name of an indicator and says nothing more, but for a numeral before it."""
    names = [name for code, own in vocabulary.indicators if code == indicator for name in (code, *own)]
    known = {
        word for name in (*names, *lexicon()["indicators"].get(indicator, ())) for word in header_key(name).split()
    }
    said = header_key(_NUMERAL.sub("", text)).split()
    return set(said) <= known | {"so", "ho", "tai", "khoan", "chi", "tieu", "noi", "dung", "the"}


def words_of_indicator(code: str, vocabulary: Vocabulary) -> set[str]:
    """The words of all names of an indicator."""
    own = next((names for known, names in vocabulary.indicators if known == code), ())
    return set(chain.from_iterable(map(words_of, _all_names(code, own))))


def says_more(header: Header, vocabulary: Vocabulary) -> bool:
    """Whether a header or a cell that speaks of an indicator, or stands over a day, has words that nobody knows: it may
    be of what was not done, of another level, of weeks, of who did it."""
    indicator = indicator_of(header, vocabulary)
    if not indicator and not is_of_a_day(header):
        return False
    own = next((names for code, names in vocabulary.indicators if code == indicator), ())
    known = _words_of((indicator, *own, *lexicon()["indicators"].get(indicator, ()), _deeds(indicator)))
    is_known = _is_known_line if indicator else lambda line: is_day(line) or is_part(line)  # no name of another column
    return any(_has_unknown_words(line, known) for line in header.lines if not is_known(line))


def _deeds(indicator: str) -> str:
    """What is done of which an indicator is a count; of one that nobody knows, all that is done of any."""
    return lexicon()["deeds"].get(indicator, " ".join(lexicon()["deeds"].values()))


def says_a_deed(text: str) -> bool:
    """Whether a text says what was done for people, one step of several: `Đăng ký`, `Kích hoạt`."""
    return not set(words_of(" ".join(lexicon()["deeds"].values()))).isdisjoint(words_of(text))


def says_both_kinds(header: Header) -> bool:
    """Whether a header says of its counts two of these: that they are new, that they run on, that they are planned."""
    is_new, is_running, is_planned = (_says_role(str(header), kind) for kind in (*_KINDS, "target"))
    is_running = is_running or says_one_of(str(header), lexicon()["up_to"])
    return is_new + is_running + is_planned > 1


def _says_role(text: str, role: str) -> bool:
    wanted = f" {header_key(text)} "
    return any(f" {header_key(word)} " in wanted for word in lexicon()["roles"][role])


@lru_cache(maxsize=256)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    """The words that a header of an indicator of these names may have, with their accents."""
    texts = [*names, *lexicon()["fillers"], *lexicon()["done"]]
    roles = (text for role in (*_KINDS, "target") for text in lexicon()["roles"][role])
    texts += [*lexicon()["sums"], *lexicon()["parts"], *roles]
    general = {word for word in chain.from_iterable(map(_words, texts)) if not word.isdigit()}
    return frozenset(general.union(*map(_words, names)))


def _words(text: str) -> list[str]:
    said = unicodedata.normalize("NFC", text.lower())
    for phrase in _PHRASES:
        for spelt in (phrase, bare(phrase)):
            said = said.replace(spelt, spelt.replace(" ", ""))
    return words_of(said)


def _is_known_line(text: str) -> bool:
    is_state = says_one_of(text, lexicon()["states"])  # a column of plans may be called `Dự kiến`
    return is_day(text) or is_part(text) or (header_key(text) in _all_keys() and not is_state)


def _has_unknown_words(line: str, known: Collection[str]) -> bool:
    """Whether a line has words beside `known` ones, the numeral before it, a day, an age and the number of a paper."""
    said = _PAPER.sub(" ", _NUMERAL.sub("", line))
    written = day_written(said)
    words = _words(said.replace(written, " ") if written else said)
    ages = set(_words(lexicon()["ages"]))
    has_age = bool(ages & set(words))
    plain = {bare(word) for word in (*known, *ages)} if line.isascii() else set()
    return not all(word in known or word in ages or word in plain or (word.isdigit() and has_age) for word in words)


def is_running_number(header: Header) -> bool:
    """Whether a column only numbers the rows."""
    return header_key(str(header)) in map(header_key, lexicon()["numbering"])


def _says_something_else(header: Header, vocabulary: Vocabulary) -> bool:
    """Whether a header stands below an indicator's and says what nobody knows: sessions, households, papers."""
    own = header.lines[-1]
    is_known = _is_count(own) or is_part(own) or is_day(own) or header_key(own) in map(header_key, lexicon()["sums"])
    return len(header.lines) > 1 and not indicator_of(Header.of(own), vocabulary) and not is_known


def _is_count(text: str) -> bool:
    return _synonyms("progress").get(header_key(text)) in ("count", "new_count", "cumulative_count")


def _by_words_within(table: str, header: Header, _: Vocabulary) -> _Guess:
    synonyms, role = _synonyms(table), _role(header)
    within = [text for text in synonyms if len(text) > 3 and f" {text} " in f" {header_key(str(header))} "]
    text = max(within, key=len, default="")
    found = synonyms.get(text, "")
    if not _may_stand_beside(found, str(header), text):
        return IGNORED, False
    if found in _COUNTS and (_has_unknown_words(str(header), _words_of(())) or _says_another_kind(header, found)):
        return IGNORED, False
    return (Target(f"{role}_count"), True) if found == "count" and role in _KINDS else (Target(found), False)


def _says_another_kind(header: Header, column: str) -> bool:
    """Whether a header of a count also says that it is another: what is to be reached, what runs on."""
    own = {"new_count": "new", "cumulative_count": "cumulative", "target": "target"}.get(column, "")
    others = [kind for kind in (*_KINDS, "target") if kind != own] if own else ["target"]
    return any(_says_role(str(header), kind) for kind in others)


def _may_stand_beside(column: str, header: str, name: str) -> bool:
    """Whether the words beside a column's `name` leave it what it is: `Số thôn` counts villages and names none,
    `Thời gian đi (giờ)` is of hours, `Chưa có điện` says the opposite."""
    allowed = next((words for names, words in _beside() if column in names), None)
    if allowed is None:
        return True
    plain, written, sought = header_key(header).split(), words_of(header), name.split()
    start = next(place for place in range(len(plain)) if plain[place : place + len(sought)] == sought)
    rest = written[:start] + written[start + len(sought) :]
    return set(rest) <= (allowed if not header.isascii() else {bare(word) for word in allowed})


@cache
def _beside() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Groups of columns, and the words that may stand beside their names."""
    said = lexicon()["beside"].values()
    return [(frozenset(group["columns"]), frozenset(words_of(group["words"]))) for group in said]


def says_one_of(text: str, words: Collection[str]) -> bool:
    """Whether one of some words or phrases stands in a text: with its accents where the text has any, for `nháp` is not
    `nhập`."""
    said = f" {' '.join(words_of(text))} "
    return any(f" {bare(word) if text.isascii() else word} " in said for word in words)


def begins_with_one_of(text: str, phrases: Collection[str]) -> bool:
    """Whether a text begins with one of some words or phrases, its numeral and signs aside."""
    said = f"{' '.join(words_of(_NUMERAL.sub('', text)))} "
    return any(said.startswith(f"{bare(phrase) if text.isascii() else phrase} ") for phrase in phrases)


def words_of(text: str) -> list[str]:
    """The words of a text with their accents, as many as `header_key` has."""
    return re.sub(r"[^\w%]+", " ", unicodedata.normalize("NFC", own_name(text).lower())).replace("_", " ").split()


def day_in(header: Header) -> str:
    """The day that a header names, as it is written there; empty where it names none."""
    lines = header.from_below
    return next(filter(is_day, lines), "") or next(filter(None, map(day_written, lines)), "")


def is_of_a_day(header: Header) -> bool:
    """Whether a header is a day, or stands below one."""
    return any(map(is_day, header.lines))


def is_like_a_day(header: Header) -> bool:
    """Whether a header speaks of a day that does not read as one: `Thứ 2 (1/9)`, or 1.1, which may have been 1.10."""
    return not is_of_a_day(header) and any(
        mentions_a_day(line) or re.fullmatch(r"\d{1,2}\.\d{1,2}", line) for line in header.lines
    )


def is_done(header: Header) -> bool:
    """Whether a header says that something was done, and not of how many people or households."""
    return any(f" {header_key(text)} " in f" {header_key(str(header))} " for text in lexicon()["done"])


def is_column_name(text: str) -> bool:
    """Whether a text is what offices call a column, and nothing more."""
    return header_key(text) in _all_keys()


def is_whole(text: str) -> bool:
    """Whether a cell says that its row is the whole of others, as `Cả ngày` beside `Sáng` and `Chiều`."""
    return header_key(text) in _wholes()


def says_whole(text: str) -> bool:
    """Whether a header speaks of the whole of others."""
    return any(f" {word} " in f" {header_key(text)} " for word in _wholes())


def says_people(text: str) -> bool:
    """Whether a header counts people."""
    return not {"nguoi", "people", "persons", "nhan", "khau"}.isdisjoint(header_key(text).split())


@cache
def _wholes() -> frozenset[str]:
    return frozenset(map(header_key, lexicon()["wholes"]))


def is_rate(text: str) -> bool:
    """Whether a header says that its numbers are shares."""
    wanted = f" {header_key(text)} "
    return any(f" {header_key(word)} " in wanted for word in ("tỷ lệ", "tỉ lệ", "share", "rate", "%"))


def is_kind(text: str) -> bool:
    """Whether a text says nothing but that a count is new, or cumulative."""
    return header_key(text) in {header_key(one) for kind in _KINDS for one in lexicon()["roles"][kind]}


def commune_told(titles: Sequence[str]) -> str:
    """The commune whose office a title names, as it stands there; empty where none does."""
    found = next(filter(None, map(_OFFICE.search, titles)), None)
    return f"{found[1]} {found[2]}".strip() if found else ""


def is_of_something_else(text: str) -> bool:
    """Whether a text names an indicator only to say what is left, or what is to be reached."""
    return _role(Header.of(text)) in ("ignored", "target")


def without_papers(text: str) -> str:
    """A text without the papers that it names, with their days."""
    return _PAPER.sub(" ", text)


def is_of_a_paper(text: str) -> bool:
    """Whether a text names a decision, a plan by its number, or another paper."""
    return bool(_PAPER.search(text))


def _role(header: Header) -> str:
    if any(f" {header_key(text)} " in f" {header_key(str(header))} " for text in lexicon()["remaining"]):
        return "ignored"  # whatever stands below it
    for wanted in (f" {header_key(line)} " for line in header.from_below):
        for role in ("ignored", "cumulative", "new", "target"):
            if any(f" {header_key(text)} " in wanted for text in lexicon()["roles"][role]):
                return role
    return ""


def indicator_of(header: Header, vocabulary: Vocabulary) -> str:
    """The indicator that a header or a cell speaks of; empty where none does."""
    for line in header.from_below:
        if found := _indicators_by_name(line, vocabulary):
            return found[max(found, key=len)]
    return ""


def indicators_within(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """All indicators that a text names, as a form of several choices writes them into one cell: the longest names
    first, and what they take up names nothing else."""
    rest, said = f" {header_key(text)} ", set()
    found = _indicators_by_name(text, vocabulary)
    for name in sorted(found, key=len, reverse=True):
        if f" {name} " in rest:
            rest = rest.replace(f" {name} ", " | ")
            said.add(found[name])
    return frozenset(said)


def _indicators_by_name(line: str, vocabulary: Vocabulary) -> dict[str, str]:
    """The names of indicators that stand in a text, each with its code; none that several of them have."""
    wanted = f" {header_key(line)} "
    names = [(text, code) for code, own in vocabulary.indicators for text in _all_names(code, own)]
    found: dict[str, set[str]] = {}
    for text, code in names:
        if f" {header_key(text)} " in wanted:
            found.setdefault(header_key(text), set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def _all_names(code: str, own: Sequence[str]) -> list[str]:
    return [code, *own, *lexicon()["indicators"].get(code, ())]
