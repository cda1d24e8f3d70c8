"""Every text in both languages, none missing, none left over; numbers and dates as the commune writes them."""

import math
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from fluent.syntax import ast, parse, visitor
from hypothesis import example, given
from hypothesis import strategies as st

from enrolment import classes, contract, language, progress
from enrolment.charts import maps
from enrolment.imports.files import letters
from enrolment.imports.meaning import reading
from enrolment.imports.meaning.layers import KINDS
from enrolment.narrative import alerts
from enrolment.pages import GROUPS, PAGES
from enrolment.query import errors, metrics
from enrolment.store import ledger
from enrolment.store.damage import Damage
from enrolment.store.ledger import NewerLedger
from enrolment.view import definitions, drawn, quality
from enrolment.web import chrome

ROOT = Path(__file__).resolve().parent.parent


def messages(lang: str) -> dict[str, ast.Message]:
    text = (language.FOLDER / f"{lang}.ftl").read_text(encoding="utf-8")
    entries = parse(text).body
    assert not [entry for entry in entries if isinstance(entry, ast.Junk)]
    found = [entry for entry in entries if isinstance(entry, ast.Message)]
    assert len({entry.id.name for entry in found}) == len(found), "a key stands twice"
    return {entry.id.name: entry for entry in found}


def variables(message: ast.Message) -> set[str]:
    found: set[str] = set()

    class Collect(visitor.Visitor):
        def visit_VariableReference(self, node: ast.VariableReference) -> None:
            found.add(node.id.name)

    Collect().visit(message)
    return found


def used_keys() -> set[str]:
    """Keys that the code names, and those that it puts together from the contract's and the pages' own words."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [*ROOT.glob("enrolment/**/*.py"), *ROOT.glob("pages/*.py")]
    )
    literal = r"(?:\bt|translate)\(\s*(?:[^()\"']*?(?:\(\)[^()\"']*?)?,\s*)?[\"']([a-z0-9-]+)[\"']"
    keys = set(re.findall(literal, code))
    keys |= set(re.findall(r'"((?:gap|side|say|needed|chart|legend)-[a-z-]+)"', code))
    findings = [*re.findall(r'Finding\("([a-z-]+)"', code), *re.findall(r'"(snapshot-[a-z]+)"', code)]
    keys |= {f"finding-{reason}" for reason in findings}
    keys |= {f"mistake-{reason}" for reason in re.findall(r'\bMistake\([^"]*?"([a-z0-9-]+)"', code)}
    keys |= {f"mistake-{reason}" for reason in re.findall(r"then '([a-z0-9-]+)'", code)} | {
        "mistake-missing",
        "yes",
        "no",
    }
    keys |= {
        f"mistake-{path.name.split('.')[1].replace('_', '-')}"
        for path in (ROOT / "enrolment" / "imports" / "rows" / "checks").glob("*.sql")
    }
    keys |= {f"chance-{chance}" for chance in ("sure", "likely", "unlikely", "hardly")}
    keys |= {f"verdict-{chance}" for chance in ("sure", "likely", "unlikely", "hardly")}
    keys |= {f"against-chance-{code}" for code in metrics.CHANCES} | {"say-below", "say-above"}
    keys |= {"answer-late", "answer-late-beyond", "answer-late-within", "answer-none-late"}
    keys |= {"answer-new", "answer-new-in", "answer-no-report"}
    keys |= {"led-straight", "led-straight-optimistic", "lack-some", "lack-none"}
    keys |= {"target-zero", "unreported", "unreported-of-planned"}
    keys |= {f"notice-own-count-{source}" for source in ("own", "both", "added")}
    keys |= {f"rule-{rule}" for rule in definitions.RULES} | {"download-csv", "download-csv-local", "download-excel"}
    keys |= {f"assumed-{name}".replace("_", "-") for name in ("baseline", "target", "starts_on", "due_on")}
    keys |= {key for key, _ in errors.TOLD.values()} | {NewerLedger.text_key}
    keys |= {kind.text_key for kind in Damage.__subclasses__()}
    for unit in ("village", "commune"):
        for stem in (
            "unit",
            "choose",
            "filter",
            "most-remaining",
            "versions-by",
            "map-hint",
            "open",
            "chart-map",
            "chart-multiples",
        ):
            keys.add(f"{stem}-{unit}")
        keys |= {f"{unit}s-count", f"chart-against-road-{unit}"}
    keys |= {f"page-{page}" for page in PAGES} | {f"layer-{layer}" for layer in maps.LAYERS}
    keys |= {f"shape-{shape}" for shape in maps.SHAPES}
    keys |= {f"filter-{key}" for key in ("lang", "place", "indicator", "as-of", "shape", "layers", "replay", "since")}
    keys |= {f"table-groups-{level}" for level in ("commune", "province")}
    keys |= {f"table-reports-{unit}" for unit in ("village", "commune")} | {"filter-known"}
    keys |= {f"table-name-{table}".replace("_", "-") for table in (*contract.TABLES, *contract.BESIDE)}
    keys |= {f"step-{step}" for step in progress.STEPS}
    columns = {name for table in contract.TABLES for name in contract.schema(table).column_names}
    keys |= {f"column-{name}".replace("_", "-") for name in columns | {"nothing", "day", "count", "row_number"}}
    keys |= {f"target-{kind}" for kind in ("new", "cumulative", "count", "target")} | {
        f"word-{word}" for word in quality.WORDS
    }
    keys |= {f"word-{word}-means" for word in quality.WORDS} | {f"event-{kind}" for kind in ledger.KINDS}
    keys |= {f"finding-status-{status}" for status in quality.STATUSES}
    keys |= {f"answer-letters-{answer}" for answer in (*letters.FONTS, "keep")}
    keys |= {f"answer-dates-{order}" for order in ("dmy", "mdy")} | {"answer-decimals-comma", "answer-decimals-point"}
    keys |= {f"answer-counts-{kind}" for kind in ("new", "cumulative")}
    keys |= {way + end for way in ("undo", "redo") for end in ("", "-means", "-confirm")} | {
        "outcome-undo",
        "outcome-redo",
    }
    keys |= {f"answer-swapped-{answer}" for answer in ("yes", "no")}
    choices = ("letters", "dates", "year", "swapped", "decimals", "counts", "repeats", "above", "blanks")
    keys |= {f"ask-{choice}" for choice in choices} | {"answer-above-yes"}
    keys |= {f"answer-blanks-{answer}" for answer in ("above", "no")}
    for choice, answers in reading.ASKED_BESIDE.values():
        keys |= {f"ask-{choice}".replace("_", "-"), *(f"answer-{choice}-{one}".replace("_", "-") for one in answers)}
    keys |= {f"not-compared-{reason}" for reason in ("no-report", "no-target")}
    keys |= {f"plan-{status}".replace("_", "-") for status in metrics.STATUS_MARKS if status != "reached"}
    keys |= {f"say-unreported-{unit}" for unit in ("village", "commune")} | {"chart-against-road-counts"}
    keys |= {f"audit-name-{name}".replace("_", "-") for name in quality.FORMER_CHECKS}
    keys |= {
        f"left-out-{why}" for why in ("title", "blank", "total", "numbering", "header", "note", "sheet", "hidden-sheet")
    }
    keys |= {
        f"left-out-{why}" for why in ("section", "heading", "no-count", "superseded", "columns", "deleted", "set-aside")
    }
    keys |= {f"{kind}-{shown}" for shown in KINDS for kind in ("note-layer", *(["layer"] if shown != "other" else []))}
    keys |= {f"note-repeats-{way}" for way in ("add", "last")} | {f"answer-repeats-{way}" for way in ("add", "last")}
    keys |= {"ask-lines", "answer-lines-same", "answer-lines-out"}
    keys |= {f"outlook-{kind}" for kind in ("before", "after", "by")}
    keys |= {f"warn-{kind}" for kind in ("beside", "below", "above", "apart", "below-more", "above-more", "apart-more")}
    keys |= {f"map-{name}" for name in drawn.MAP_WORDS}
    keys |= {f"{kind}-{page}" for kind in ("question", "help") for page in PAGES} | {f"group-{one}" for one in GROUPS}
    keys |= {f"{kind}-{alert}".replace("_", "-") for kind in ("alert", "audit-name") for alert in alerts.KINDS}
    whys = ("closed", "too-far", "generator", "kit", "both", "groups")
    keys |= {f"unmet-{why}" for why in (*whys, "generators", "kits")} | {f"unmet-far-{why}" for why in ("none", *whys)}
    keys |= {f"wish-{one}" for one in ("absent", "closed", "must")}
    keys |= {f"{kind}-{gap}" for kind in ("say-gap", "factor") for gap in ("electricity", "signal", "distance")}
    keys |= {f"not-told-{why}" for why in ("few", "one-side", "all-done", "all-zero", "whole", "together")}
    keys |= {"outcome-plan", "outcome-tally"}
    keys |= {"effort-groups", "effort-days"}
    keys |= {f"{unit}s-by-both" for unit in ("village", "commune")} | {
        "filter-colour",
        "map-keys",
        "map-keys-read",
        "map-not-crossed",
        "map-not-compared",
    }
    keys |= {f"ranks-{way}" for way in ("up", "down", "same")}
    keys |= {f"alert-state-{state}" for state in alerts.STATES} | {"ask-alerts", "ask-tomorrow"}
    keys |= {f"alert-rule-{kind}" for kind in ("pace", "falling", "silent", "below", "apart", "followed")}
    keys |= {"ask-make-it", "ask-behind", "ask-changed", "behind-village", "behind-commune"}
    keys |= {*chrome.WORDS.values(), *(key for _, _, key in chrome.TEMPLATES.values())}
    keys |= {f"template-{form}" for form in ("daily", "targets", "villages")}
    pairs = {check for checks in quality.WORDS.values() for check in checks}
    numbered = pairs - {"missing_target", "village_without_place"}
    keys |= {f"finding-{name}".replace("_", "-") for name in numbered}
    keys |= set(re.findall(r'"((?:note|outcome|mistake)-[a-z0-9-]+)"', code))
    keys |= {f"mistake-{reason}" for reason in re.findall(r'refused\(\s*upload, "([a-z-]+)"', code)}
    keys |= {
        key for key in messages("vi") if f'"{key.removeprefix("mistake-")}"' in code and key.startswith("mistake-")
    }
    for measure in metrics.MEASURES.values():
        keys.add(f"measure-{measure.key}")
        if measure.is_defined:
            keys |= {f"formula-{measure.key}", f"caveat-{measure.key}"}
    words = {
        "attainment_class": metrics.CLASSES,
        "pace_class": metrics.PACES,
        "difference": classes.DIFFERENCES,
        "coverage": classes.codes(classes.COVERAGES),
        "remoteness": classes.codes(classes.REMOTENESS),
        "distance_band": metrics.BANDS,
        "status": tuple(metrics.STATUS_MARKS),
        "gap": ("electricity", "signal", "distance"),
        "source": ("own", "villages", "both", "added", "parts"),
        "audit_name": tuple(path.stem for path in (ROOT / "queries" / "audits").glob("*.sql")),
    }
    for table in contract.TABLES:
        for field in contract.schema(table).fields:
            if "enum" in field.constraints:
                words[field.name] = tuple(field.constraints["enum"])
    keys |= {f"{column}-{code}".replace("_", "-") for column, codes in words.items() for code in codes}
    return keys


def test_both_languages_have_the_same_keys_and_variables():
    vi, en = messages("vi"), messages("en")
    assert set(vi) == set(en)
    assert {key for key in vi if variables(vi[key]) != variables(en[key])} == set()


def test_no_key_is_missing_and_none_is_unused():
    used, present = used_keys(), set(messages("vi"))
    assert sorted(used - present) == [], "missing"
    assert sorted(present - used) == [], "unused"


def test_no_english_text_was_copied_into_vietnamese():
    vi = (language.FOLDER / "vi.ftl").read_text(encoding="utf-8")
    en = (language.FOLDER / "en.ftl").read_text(encoding="utf-8")
    texts = [dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line) for text in (vi, en)]
    same = {key for key, value in texts[0].items() if value == texts[1].get(key) and not value.endswith("->")}
    numbers = {
        "outlook-line",
        "say-pace",
        "attainment-class-50-to-65",
        "attainment-class-65-to-80",
        "attainment-class-80-to-95",
        "coverage-middle",
        "remoteness-far",
    }
    bands = {"distance-band-5-to-10", "distance-band-10-to-20"}
    fonts = {
        "chrome-command",
        "answer-letters-tcvn3",
        "answer-letters-vni",
        "button-import",
        "download-csv-local",
        "download-excel",
    }
    assert same <= numbers | bands | fonts | {"of-indicator", "measure-sha256"}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("vi", ("6.549/10.084 (64,94%)", "02/8/2025", "1.234,5")),
        ("en", ("6,549/10,084 (64.94%)", "2 Aug 2025", "1,234.5")),
    ],
)
def test_numbers_and_dates(lang, expected):
    written = (
        language.reached(lang, 6549, 10084),
        language.day(lang, date(2025, 8, 2)),
        language.count(lang, 1234.5, decimals=1),
    )
    assert written == expected


def test_unknown_is_a_dash_and_no_target_gives_no_percentage():
    assert language.count("vi", None) == language.share("vi", float("nan")) == language.day("en", None) == "–"
    assert language.reached("vi", 3204, None) == "3.204"
    assert language.reached("vi", 0, 0) == "0/0"


@given(done=st.integers(0, 10**7), target=st.integers(1, 10**7))
def test_a_percentage_never_stands_without_its_counts(done, target):
    for lang in language.LANGUAGES:
        text = language.reached(lang, done, target)
        counts, percent = text.split(" ", 1)
        assert [int(re.sub(r"\D", "", part)) for part in counts.split("/")] == [done, target]
        shown = float(percent.strip("(%)").replace(*((".", "") if lang == "vi" else (",", ""))).replace(",", "."))
        # Half up; and what is neither 0 % nor 100 % never reads as if it were.
        exact = Fraction(100 * done, target)
        hundredths = math.floor(exact * 100 + Fraction(1, 2))
        if hundredths in (0, 10_000) and exact * 100 != hundredths:
            hundredths += 1 if exact * 100 > hundredths else -1
        assert round(shown * 100) == hundredths


@given(done=st.integers(0, 10**7), target=st.integers(1, 10**7))
@example(done=12345, target=100_000)
@example(done=6549, target=10084)
def test_the_printed_share_is_the_answers_own_to_the_last_digit(done, target):
    """`reached` divides exactly; `attainment_share` is a double, as Python's own division gives it too."""
    for lang in language.LANGUAGES:
        assert language.reached(lang, done, target).endswith(f"({language.share(lang, done / target)})")


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (7.25, 1, "7.3"),
        (2.5, 0, "3"),
        (0.5, 0, "1"),
        (0.04, 1, "0.1"),
        (-0.04, 1, "-0.1"),
        (0, 1, "0.0"),
        (14.375, 1, "14.4"),
    ],
)
def test_rounding_is_half_up_and_something_is_never_nothing(number, decimals, text):
    assert language.count("en", number, decimals) == text


def test_a_missing_key_is_an_error():
    with pytest.raises(LookupError):
        language.translate("vi", "no-such-key")


def test_vietnamese_names_sort_as_in_a_vietnamese_list():
    names = ["Thôn 2", "Đồng Lạc", "Bản Đôn", "Thôn 10", "Ăn", "An", "Âu", "Dương", "Nà Pài", "Na Phai", "Nà Phài"]
    expected = ["An", "Ăn", "Âu", "Bản Đôn", "Dương", "Đồng Lạc", "Nà Pài", "Na Phai", "Nà Phài", "Thôn 2", "Thôn 10"]
    assert sorted(names, key=language.collation_key) == expected
