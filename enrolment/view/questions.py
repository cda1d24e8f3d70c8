"""What a person says of a file on its way in: its table, its columns, and the answers to what is ambiguous.

Answers stand in the zone by the file's key, which is of its content.
"""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.changes.messages import DAY, Choice, Meaning, SeenColumn, SeenFile, SeenQuestion, Target
from enrolment.contract import TABLES
from enrolment.view import history, parts, zone
from enrolment.view.words import as_written, day, t

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def made() -> dict[str, Any]:
    """Answers by the file's key."""
    return zone.mine().made


def show_made(file: SeenFile) -> None:
    """The answers given so far, each with the way to give another."""
    mine = zone.mine()
    if file.key in mine.again:
        parts.note(t("answers-before"))
        st.button(t("answers-anew"), key=f"anew_{file.key}", type="tertiary", on_click=_ask_all_again, args=(file.key,))
    told = mine.told.get(file.key, {})
    given = [choice for choice in told if Choice.parse(choice).is_made(made().get(file.key, {}))]
    for choice in given:
        st.button(
            as_written(f"✎ {told[choice]}"),
            key=f"again_{choice}_{file.key}",
            help=t("answer-again"),
            type="tertiary",
            on_click=_ask_again,
            args=(file.key, choice),
        )


def _ask_all_again(key: str) -> None:
    mine = zone.mine()
    mine.made[key] = {}  # given, and none: else those of before would come back
    mine.again.discard(key)


def _ask_again(key: str, choice: str) -> None:
    Choice.parse(choice).take_back(made().get(key, {}))
    for widget in [one for one in st.session_state if str(one) == f"ask_{choice}_{key}"]:
        del st.session_state[widget]


def _make(file: SeenFile, choice: Choice, answer: Any, question: str, told: str) -> None:
    """Put an answer among those made, and how question and answer read."""
    mine = zone.mine()
    choice.make(mine.made.setdefault(file.key, {}), answer)
    mine.told.setdefault(file.key, {})[str(choice)] = f"{question} {told}"


def choose_table(file: SeenFile) -> None:
    """What the file is taken for, to be corrected."""
    names = {table: t(f"table-name-{table}".replace("_", "-")) for table in TABLES}
    key = f"table_{file.key}"
    st.session_state[key] = file.table or None

    def take() -> None:
        zone.mine().tables[file.key] = st.session_state[key]
        made().pop(file.key, None)

    st.selectbox(t("ask-table"), list(names), format_func=names.__getitem__, key=key, on_change=take, placeholder="–")


def show_question(file: SeenFile, question: SeenQuestion) -> None:
    """One thing that the file leaves open."""
    choice = Choice.parse(question.choice)
    if choice.name == "table":
        return
    if choice.name == "count_persons":
        _ask_of_persons(file, question)
    elif choice.name == "day":
        ask_day(file, question.preset, t("ask-day"))
    else:
        _ask_and_offer(file, choice, question)


def _ask_and_offer(file: SeenFile, choice: Choice, question: SeenQuestion) -> None:
    """One of the answers; that which the file suggests is one tap away."""
    label, labels = worded(choice, question)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ask(file, choice, label, labels, None)
        if question.preset in labels:
            offered = labels[question.preset]
            told = (file, choice, question.preset, label, offered)
            st.button(t("ask-take", answer=offered), key=f"take_{choice}_{file.key}", on_click=_make, args=told)


def worded(choice: Choice, question: SeenQuestion) -> tuple[str, dict[str, str]]:
    """The question in words, and each answer's."""
    options, about = dict(question.options), question.about
    match choice.name:
        case "indicator":
            return t("ask-indicator"), {code: history.indicator_names().get(code, code) for code in options}
        case "sheet":
            return t("ask-which-sheet"), options
        case "commune":
            return t("ask-commune"), options
        case "columns":
            names = history.indicator_names()
            labels = {target: _target_name(target, names) for target in options}
            if set(options) == {"reported_on", ""}:
                return t("ask-column-of-days", header=about), labels
            return t("ask-column", header=about), labels
        case "same":
            return _worded_same(Meaning.parse(choice.of or ""), options, about)
        case "accepted":
            labels = {code: f"{text} ({code})" if text else t("answer-none") for code, text in options.items()}
            return t("ask-place", written=about), labels
        case "dates" | "swapped" | "letters" | "decimals":
            is_day = choice.name in ("dates", "swapped")
            readings = {option: day(pd.Timestamp(text)) if is_day else text for option, text in options.items()}
            return _label(choice, about), {o: _answer(choice, o, reading=readings[o]) for o in options}
        case "form_day":
            return _worded_form_day(options["form"], about)
    return _label(choice, _with_days(about)), {
        option: text or _answer(choice, option) for option, text in options.items()
    }


def _with_days(about: str) -> str:
    """What a question is about, with its days as the reader writes them."""
    return _ISO.sub(lambda found: day(pd.Timestamp(found[0])), about)


def _worded_form_day(form: str, rows: str) -> tuple[str, dict[str, str]]:
    """Of which day the counts are of a form whose rows say other days, `rows`, than its headers."""
    told = ", ".join(day(pd.Timestamp(text)) if text != "…" else text for text in rows.split(", "))
    own = day(pd.Timestamp(form))
    answers = {"form": t("answer-form-day-form", reading=own), "rows": t("answer-form-day-rows", reading=told)}
    return t("ask-form-day", form=own, rows=told), answers


def _worded_same(same: Meaning, options: Mapping[str, str], about: str) -> tuple[str, dict[str, str]]:
    """Which of several columns that say the same."""
    named = "" if same.target == DAY else _target_name(str(same.target), history.indicator_names())
    labels = {
        letter: t("answer-same-column", header=header, letter=letter) if header else t("answer-same-together")
        for letter, header in options.items()
    }
    return t("ask-same", about=about, what=" ".join(filter(None, (named, same.day)))), labels


def _label(choice: Choice, about: str) -> str:
    return t(f"ask-{choice.name}".replace("_", "-"), about=about)


def _answer(choice: Choice, option: str, **values: str) -> str:
    return t(f"answer-{choice.name}-{_word(option)}".replace("_", "-"), **values)


def ask(file: SeenFile, choice: Choice, label: str, options: Mapping[str, str | None], present: str | None) -> None:
    """One of some options; `present` is what holds so far."""
    key = f"ask_{choice}_{file.key}"
    if present is not None or key not in st.session_state:
        st.session_state[key] = present
    labels = {option: text or option for option, text in options.items()}

    def take() -> None:
        answer = st.session_state[key]
        _make(file, choice, answer, label, labels.get(answer, ""))

    arguments: dict[str, Any] = {"key": key, "on_change": take, "label": as_written(label), "options": list(labels)}
    arguments |= {"index": None} if present is None else {}
    if len(labels) <= 4:
        st.radio(format_func=lambda option: as_written(labels[option]), **arguments)
    else:
        st.selectbox(format_func=labels.__getitem__, placeholder="–", **arguments)


def ask_day(file: SeenFile, preset: str, label: str) -> None:
    """The one day of all rows; `preset` is what the file says, or what was said before."""
    key = f"ask_day_{file.key}"
    st.session_state.setdefault(key, pd.Timestamp(preset).strftime("%d/%m/%Y") if preset else "")

    def take() -> None:
        made().setdefault(file.key, {})["day"] = st.session_state[key].strip()

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key=key, on_change=take, placeholder="02/08/2025", width=260)
        if preset and not file.day:
            st.button(t("ask-day-take", day=day(pd.Timestamp(preset))), key=f"take_{key}", on_click=take)


def _ask_of_persons(file: SeenFile, question: SeenQuestion) -> None:
    choice = Choice.parse(question.choice)
    key = f"ask_{choice}_{file.key}"
    labels = {True: t("persons-count"), False: t("persons-none", columns=as_written(question.about))}

    def take() -> None:
        answer = st.session_state[key]
        _make(file, choice, answer, t("ask-count-persons"), labels[answer])

    st.radio(t("ask-count-persons"), list(labels), format_func=labels.__getitem__, key=key, on_change=take, index=None)


def tick(file: SeenFile, choice: str, label: str) -> None:
    """A box for a choice that is made or not."""
    key = f"tick_{choice}_{file.key}"
    st.session_state[key] = bool(made().get(file.key, {}).get(choice))

    def take() -> None:
        made().setdefault(file.key, {})[choice] = st.session_state[key]

    st.checkbox(label, key=key, on_change=take)


def show_columns(file: SeenFile) -> None:
    """Each header with what it is taken for, to be corrected; it is remembered once the file is brought in. What is not
    certain stands open, the rest is folded."""
    names = history.indicator_names()
    taken = [column.target for column in file.columns]  # a count whose kind is still asked among them
    labels = {target: _target_name(target, names) for target in dict.fromkeys((*file.targets, *taken))}
    asked = {question.choice for question in file.questions}
    shown = [column for column in file.columns if column.header and str(Choice("columns", column.header)) not in asked]
    unsure = [column for column in shown if not column.is_sure and not ("counts" in asked and _is_unsaid(column))]
    if unsure:
        parts.note(t("columns-unsure"))
        with st.container(horizontal=True):
            for column in unsure:
                _choose_column(file, column, labels)
    with st.expander(t("columns-of-file", count=len(file.columns))):
        with st.container(horizontal=True):
            choose_table(file)
            is_asked = any(question.choice == "sheet" for question in file.questions)
            if len(file.sheet_names) > 1 and not is_asked:
                ask(file, Choice("sheet"), t("ask-sheet"), dict.fromkeys(file.sheet_names), file.sheet)
        with st.container(horizontal=True):
            for column in shown:
                if column not in unsure:
                    _choose_column(file, column, labels)


def _is_unsaid(column: SeenColumn) -> bool:
    """Whether a column is a count of which nobody has said whether it is new or cumulative."""
    return Target.parse(column.target).name == "count"


def _choose_column(file: SeenFile, column: SeenColumn, labels: Mapping[str, str]) -> None:
    key = f"column_{column.position}_{file.key}"
    st.session_state[key] = column.target if column.target in labels else ""

    def take() -> None:
        chosen = made().setdefault(file.key, {}).setdefault("columns", {})
        chosen[column.header] = st.session_state[key]

    st.selectbox(
        as_written(column.header), list(labels), format_func=labels.__getitem__, key=key, on_change=take, width=240
    )


def _target_name(text: str, names: Mapping[str, str]) -> str:
    target = Target.parse(text)
    if target.indicator is None:
        return t(f"column-{target.name or 'nothing'}".replace("_", "-"))
    if not target.indicator:
        return t(f"column-{target.name}-count")
    return t(f"target-{target.name}", indicator=names.get(target.indicator, target.indicator))


def _word(option: str) -> str:
    return {",": "comma", ".": "point"}.get(option, option)
