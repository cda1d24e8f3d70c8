"""The sentence that each page begins with, made from its data; and small additions to frames for its tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from enrolment import language
from enrolment.metrics import word
from enrolment.view.filters import Chosen
from enrolment.view.words import count, day, lang, name, reached, share, t, unit
from enrolment.warehouse import run


def standing(chosen: Chosen, frame: pd.DataFrame) -> str:
    """Where the place stands on the chosen indicator, and whether the plan holds."""
    row = _row(frame, chosen.indicator)
    told = {"place": chosen.place_name, "day": day(chosen.as_of), "indicator": name(row)}
    if pd.isna(row.done_count):
        return t("say-no-reports", **told)
    if pd.isna(row.target_count):
        return t("say-no-target", **told, done=count(row.done_count), unit=unit(row))
    told["reached"] = reached(row.done_count, row.target_count)
    if row.remaining_count <= 0:
        return t("say-complete", **told)
    told["remaining"] = count(row.remaining_count)
    if not isinstance(row.status, str):
        return t("say-standing-unplanned", **told)
    return t("say-standing", **told, status=_status(row.status), who=_who(chosen, row))


def pace(chosen: Chosen, frame: pd.DataFrame) -> str:
    """What the plan asks for each working day, and what the last seven days gave."""
    row = _row(frame, chosen.indicator)
    if pd.isna(row.done_count) or pd.isna(row.target_count) or pd.isna(row.required_pace) or row.remaining_count <= 0:
        return standing(chosen, frame)
    told = {"indicator": name(row), "reached": reached(row.done_count, row.target_count), "due": day(row.due_on)}
    key = "say-pace-enough" if row.recent_pace >= row.required_pace else "say-pace-short"
    return t(
        key, **told, required=count(row.required_pace, 1), recent=count(row.recent_pace, 1), status=_status(row.status)
    )


def classes(chosen: Chosen, units: pd.DataFrame) -> str:
    """How many units are below half, and which has most people remaining."""
    known = units[units.remaining_count.notna()]
    if known.empty and chosen.is_of_communes:
        return commune_only(chosen)
    if known.empty:
        return t("say-map-empty", indicator=name(chosen.indicator_row), place=chosen.place_name)
    low = int(known.attainment_class.isin(["under_50", "50_to_65"]).sum())
    most = known.iloc[0]
    return t(
        "say-map",
        low=count(low),
        all=t(f"{chosen.unit_key}s-count", count=len(units)),
        most=most.place_name,
        remaining=count(most.remaining_count),
        reached=reached(most.done_count, most.target_count),
        indicator=name(chosen.indicator_row),
    )


def distance(chosen: Chosen, bands: pd.DataFrame) -> str:
    """The share of the remaining people beyond 10 and 20 km."""
    total = bands.remaining_count.sum()
    if not total > 0 and chosen.is_of_communes:
        return commune_only(chosen)
    if not total > 0:
        return t("say-nobody-remains", indicator=name(chosen.indicator_row), place=chosen.place_name)
    remaining = bands.set_index("distance_band").remaining_count
    beyond20 = remaining.get("over_20", 0)
    beyond10 = beyond20 + remaining.get("10_to_20", 0)
    return t(
        "say-distance",
        total=count(total),
        indicator=name(chosen.indicator_row),
        ten=count(beyond10),
        ten_share=share(beyond10 / total),
        twenty=count(beyond20),
        twenty_share=share(beyond20 / total),
    )


def gaps(chosen: Chosen, contrast: pd.DataFrame, overlap: pd.DataFrame) -> str:
    """How many villages lack what, and how attainment differs."""
    unlit, weak = overlap.is_unlit.eq(True), overlap.is_weak.eq(True)
    both = int(overlap[unlit & weak].village_count.sum())
    told = {
        "unlit": count(overlap[unlit].village_count.sum()),
        "weak": count(overlap[weak].village_count.sum()),
        "both": count(both),
        "all": count(overlap.village_count.sum()),
    }
    inside = contrast[contrast.is_inside.eq(True)].set_index("gap")
    outside = contrast[contrast.is_inside.eq(False)].set_index("gap")
    if "electricity" not in inside.index or pd.isna(inside.attainment_share.get("electricity")):
        return t("say-gaps-count", **told)
    inner, outer = inside.loc["electricity"], outside.loc["electricity"] if "electricity" in outside.index else None
    if outer is None:
        return t("say-gaps-count", **told)
    return t(
        "say-gaps",
        **told,
        indicator=name(chosen.indicator_row),
        inside=reached(inner.done_count, inner.target_count),
        outside=reached(outer.done_count, outer.target_count),
    )


def village(row: pd.Series, frame: pd.DataFrame, chosen: Chosen) -> str:
    """What the village is and how many people remain in it."""
    counts = _row(frame, chosen.indicator)
    what = t(
        "say-village",
        village=row.place_name,
        commune=row.commune_name,
        people=count(row.residents_14_plus),
        km=count(row.road_km, 1),
        power=word(lang(), "electricity", row.electricity) if row.electricity else "–",
        signal=word(lang(), "mobile_signal", row.mobile_signal) if row.mobile_signal else "–",
    )
    if pd.isna(counts.target_count) or pd.isna(counts.done_count):
        return what
    told = {"indicator": name(counts), "reached": reached(counts.done_count, counts.target_count)}
    return f"{what} {t('say-village-counts', **told, remaining=count(max(0, counts.remaining_count)))}"


def teams(chosen: Chosen, groups: pd.DataFrame) -> str:
    """How many groups and members, what a group adds in a day, whom they carried."""
    if groups.empty:
        return t("say-no-teams", place=chosen.place_name)
    days = groups.group_days.sum()
    return t(
        "say-teams",
        groups=count(groups.group_count.sum()),
        members=count(groups.member_count.sum(min_count=1)),
        households=count(groups.households_visited.sum(min_count=1)),
        elderly=count(groups.elderly_transported.sum(min_count=1)),
        pace=count(groups.new_count.sum() / days if days else None, 1),
        new=count(groups.new_count.sum()),
        days=count(days),
        indicator=name(chosen.indicator_row),
    )


def batches(history: Sequence[dict[str, Any]]) -> str:
    """How many batches count, and which came last."""
    counted = [batch for batch in history if batch["is_counted"]]
    if not counted:
        return t("say-no-batches-count", count=len(history)) if history else t("say-no-batches")
    together = [batch for batch in counted if batch["at"] == counted[0]["at"]]
    newest = next((batch for batch in together if batch["table_name"] == "progress"), counted[0])
    at = language.moment(lang(), datetime.fromisoformat(newest["at"]))
    by = f", {newest['who']}" if newest["who"] else ""
    return t("say-batches", count=len(counted), file=newest["file_name"], at=at, by=by)


def quality(chosen: Chosen, words: pd.DataFrame) -> str:
    """How many findings are open, and the check that has most of them; `words` as of `quality/words`."""
    opened = words[words.finding_status == "open"]
    if opened.empty:
        noted = int(words.finding_count.sum())
        if noted:
            return t("say-quality-explained", place=chosen.place_name, explained=count(noted))
        return t("say-quality-clean", place=chosen.place_name)
    most = opened.loc[opened.finding_count.idxmax()]
    told = {"place": chosen.place_name, "count": count(int(opened.finding_count.sum()))}
    return t("say-quality", **told, check=word(lang(), "audit_name", most.audit_name), most=count(most.finding_count))


def audits(about: pd.Series, findings: pd.DataFrame) -> str:
    """Whether the data agrees with itself."""
    told = {"version": about.data_version, "day": day(about.last_reported_on)}
    return t("say-audits-clean", **told) if findings.empty else t("say-audits", **told, count=len(findings))


def overall_share(bands: pd.DataFrame) -> float | None:
    """Attainment of all bands together; None without a target."""
    target = bands.target_count.sum()
    return bands.done_count.sum() / target if target else None


def with_indicator_names(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(indicator_name=frame[f"name_{lang()}"])


def with_commune_reached(frame: pd.DataFrame) -> pd.DataFrame:
    """The commune's done/target (share) as text, beside the village's own."""
    pairs = zip(frame.commune_done_count, frame.commune_target_count, strict=True)
    return frame.assign(commune_reached=[reached(done, target) for done, target in pairs])


def with_village_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The lists of villages as text, a long one cut with the number that is left out."""
    return frame.assign(
        village_names=[
            ", ".join(list(names)[:12]) + (f" … (+{count(total - 12)})" if total > 12 else "")
            for names, total in zip(frame.village_names, frame.village_count, strict=True)
        ]
    )


def commune_only(chosen: Chosen) -> str:
    """What stands in place of village figures for an indicator that only communes report."""
    row = _row(run("overview/standing", **chosen.where), chosen.indicator)
    told = {"indicator": name(row), "place": chosen.place_name}
    return t("say-commune-only", **told, reached=reached(row.done_count, row.target_count))


def gaps_unknown(overlap: pd.DataFrame) -> str:
    """How many villages stand on neither side of a gap; empty when all are known."""
    unknown = overlap[overlap.is_unlit.isna() | overlap.is_weak.isna() | overlap.is_far.isna()].village_count.sum()
    return t("gaps-unknown", count=count(unknown)) if unknown else ""


def _who(chosen: Chosen, row) -> str:
    """Whom a remaining count is about: people, or for an indicator of communes its own unit."""
    return unit(row) if chosen.indicator_row.level == "commune" else t("people")


def _row(frame: pd.DataFrame, indicator: str):
    return next(row for row in frame.itertuples() if row.indicator_code == indicator)


def _status(code: str) -> str:
    return t(f"status-{code}").lower()
