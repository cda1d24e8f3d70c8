"""Which village, commune, group or indicator a cell means: by code, by name, or as a suggestion to accept."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Not "Bản", "Nà", "Khuổi": those belong to the name.
_PREFIX = re.compile(r"^(?:(thôn|xóm|xã|phường|thị trấn|tỉnh|tổ dân phố|tdp|khu|ấp)\.? +|(x|p|tt)\. *)(?=\S)")
_NUMBER_IN_LIST = re.compile(
    r"^\(?\d{1,3}(?:[.)]|\s*[-–:]|\s+(?=(?:thôn|xóm|xã|phường|tổ)\s))\s*(?=[^\W\d])", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"^[*†•+-]+\s*(?=[^\W\d])|\s*(?:\(?[*†]+\)?|[¹²³⁴⁵⁶⁷⁸⁹]|[.,;:])$")
_BEHIND = re.compile(r"\s*(?:[,(]|\s[-–]\s).*$")  # what may stand behind a name: `(trung tâm)`, `- xã Bằng Thành`
_ABBREVIATED = {"x": "xã", "p": "phường", "tt": "thị trấn"}
_NUMBERED_PART = re.compile(r"^(\d+) ?[a-z]$")
_PLAIN_PREFIX = re.compile(r"^(?:thon|xom|xa|phuong|thi tran|tinh|to dan pho|tdp|khu|ap)\.? +(?=\S)")


@dataclass(frozen=True)
class Vocabulary:
    """What a store knows by name. Villages, communes, groups: code, name, commune. Indicators: code and its names."""

    villages: tuple[tuple[str, str, str], ...] = ()
    communes: tuple[tuple[str, str, str], ...] = ()
    teams: tuple[tuple[str, str, str], ...] = ()
    indicators: tuple[tuple[str, tuple[str, ...]], ...] = ()
    remembered: dict[str, dict[str, str]] = field(default_factory=dict)  # table -> header's key -> column
    points: dict[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)  # place -> what lies in it
    people: dict[str, int] = field(default_factory=dict)  # place -> its population, where it is known
    guided: frozenset[str] = frozenset()  # indicators that count help given: one person may be several of them

    # By name, each built once: a province's takes its time.
    @cached_property
    def village_names(self) -> "Names":
        return Names(self.villages)

    @cached_property
    def commune_names(self) -> "Names":
        return Names(self.communes)

    @cached_property
    def team_names(self) -> "Names":
        return Names(self.teams)

    @cached_property
    def indicator_names(self) -> "Names":
        return Names((code, name, "") for code, names in self.indicators for name in names)

    def is_place(self, text: str) -> bool:
        """Whether a text is the name of a village or a commune, or of several."""
        return any(
            bool(names.find(text)[0] or names.communes_of(text)) for names in (self.village_names, self.commune_names)
        )


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """What two spellings of one name share: hoà and hòa, 1 and 01, capitals, spaces; accents still tell names apart."""
    words = unicodedata.normalize("NFC", text).lower().split()
    return " ".join(_word_key(word) for word in words)


def _word_key(word: str) -> str:
    if word.isascii() and word.isdigit():
        return str(int(word))  # Thôn 1 is Thôn 01
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in apart if mark in _TONES)
    return "".join(mark for mark in apart if mark not in _TONES) + tones


def bare(text: str) -> str:
    """Without accents: to suggest with, never to join on."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(mark for mark in apart if not unicodedata.combining(mark)).split())


def _in_digits(word: str) -> str:
    """A word whose letters were taken for digits, as `0l` for `01`; others as they stand."""
    digits = word.translate(str.maketrans("oil", "011"))
    return digits if digits.isdecimal() else word


def _plain(text: str) -> str:
    """A name to suggest by: without accents and what stands before it, `Thôn1` and `Thon so 1.` as `1`."""
    apart = re.sub(r"(?<=[a-z]{2})(?=\d)", " ", bare(without_prefix(text)).strip(" .,;:"))
    words = re.sub(r"^(?:so |[tbx])(?=\d)", "", _PLAIN_PREFIX.sub("", apart)).split()
    return " ".join(str(int(word)) if word.isascii() and word.isdigit() else word for word in words)


def _spellings(text: str) -> tuple[str, ...]:
    """How a name may be written: as it stands, without the word for its kind, without what a list puts around it."""
    bare_of_marks = _unmarked(text)
    more = (bare_of_marks, without_prefix(bare_of_marks)) if bare_of_marks != text else ()
    return (text, without_prefix(text), *more)


def _unmarked(text: str) -> str:
    """A name without its number in a list, `1. Thôn 01`, and the mark of a footnote, `Thôn 01*`."""
    return _FOOTNOTE.sub("", _NUMBER_IN_LIST.sub("", text))


def without_prefix(text: str) -> str:
    return _PREFIX.sub("", " ".join(unicodedata.normalize("NFC", text).lower().split()))


def calls_itself_a_village(text: str) -> bool:
    """Whether a text begins as names of villages do, known or not."""
    return _prefix(text) in ("thôn", "xóm", "tổ dân phố", "tdp", "khu", "ấp")


def _prefix(text: str) -> str:
    found = _PREFIX.match(" ".join(unicodedata.normalize("NFC", text).lower().split()))
    return (found[1] or _ABBREVIATED[found[2]]) if found else ""


class Names:
    """Codes by their names; `find` is sure or empty, `suggest` is for a person to accept."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]):
        """`entries`: code, name, and the commune within which the name is unique (empty where it is everywhere)."""
        self._codes: set[str] = set()
        self._by_key: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._prefix: dict[str, str] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        self._label: dict[str, str] = {}
        self._home: dict[str, str] = {}
        self._homes: set[str] = set()
        for code, name, commune in entries:
            self._codes.add(code)
            self._homes.add(commune)
            self._label[code], self._home[code], self._prefix[code] = name, commune, _prefix(name)
            for text in {name, without_prefix(name)}:
                self._by_key[key(text)].add((code, commune))
            self._names[_plain(name)].append(code)

    def is_known(self, code: str) -> bool:
        return code in self._codes

    def label(self, code: str) -> str:
        return self._label.get(code, code)

    def home(self, code: str) -> str:
        """The commune of a code, empty where it has none."""
        return self._home.get(code, "")

    def find(self, text: str, commune: str = "") -> tuple[str, bool]:
        """The code that the text means beyond doubt, else empty; and whether a lost zero was put back for it."""
        for code in (text, f"0{text}", text.replace("_", "-")):
            if code in self._codes and not self._is_elsewhere(code, commune):
                return code, code == f"0{text}"
        for written in _spellings(text):
            found = {code for code, home in self._by_key.get(key(written), ()) if not commune or home in ("", commune)}
            if written != text:  # `Xã 1` is not the village `Thôn 1`
                found = {code for code in found if self._prefix[code] in ("", _prefix(_unmarked(text)))}
            if len(found) == 1:
                return found.pop(), False
        return "", False

    def communes_of(self, text: str) -> set[str]:
        """The communes in which something is called so."""
        written = (text, without_prefix(text))
        return {home for spelling in written for _, home in self._by_key.get(key(spelling), ()) if home}

    def suggest(self, text: str, commune: str = "") -> list[str]:
        """Codes whose names come near, in the commune where one is named, the nearest first; at most three."""
        elsewhere = [code for code in (text, f"0{text}") if code in self._codes]
        written = _plain(_BEHIND.sub("", _unmarked(text)) or text)
        looks = _plain(" ".join(_in_digits(word) for word in written.split()))
        number = _NUMBERED_PART.sub(r"\1", written)  # `Thôn 1A` may be meant for a part of Thôn 1
        near = [looks] if looks in self._names else [number] if number in self._names else self._near(written)
        codes = [code for name in near for code in self._names[name]]
        return [*elsewhere, *(code for code in codes if not commune or self._home[code] in ("", commune))][:3]

    def _near(self, written: str) -> list[str]:
        """The names that share at least four fifths of their letters, in order, the nearest first."""
        found = process.extract(written, list(self._names), scorer=fuzz.ratio, limit=3, score_cutoff=80)
        return [name for name, *_ in found]

    def _is_elsewhere(self, code: str, commune: str) -> bool:
        """Whether a code is that of a place in another commune than the one said, where that one is known."""
        return bool(commune) and commune in self._homes and self._home[code] not in ("", commune)
