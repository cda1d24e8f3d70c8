"""Write a sample campaign as a folder of contract files; the same seed gives the same bytes."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from enrolment.contract import schema
from enrolment.geography import from_plane
from enrolment.sample import campaign, published
from enrolment.sample.places import Unit, layout, simulated_units, villages

INDICATORS = Path(__file__).parent / "indicators.csv"
DESCRIPTOR = Path(__file__).parent / "descriptor.json"
_CSV_ROWS = 5_000_000  # above this, progress is written as one Parquet file a province

Tables = dict[str, list[pd.DataFrame]]


class NotOurs(Exception):
    """The folder holds files that no generator of ours wrote."""


def generate(communes: int, days: int, out: Path, seed: int = 20250721) -> None:
    """Write `communes` communes over `days` days into the folder `out`, and a descriptor that calls it simulated.

    ValueError when there are fewer communes in the country, or fewer than one is asked for; NotOurs when the folder
    holds anything but an earlier simulated campaign.
    """
    if communes < 1 or days < 1:
        raise ValueError("at least one commune and one day")
    units = simulated_units(communes)
    out.mkdir(parents=True, exist_ok=True)
    _clear(out)
    placed = layout(units, np.random.default_rng([seed, 0]))
    tables: Tables = defaultdict(list)
    tables["indicators"].append(pd.read_csv(INDICATORS))
    features = []
    is_large = communes * days * 31 * 4 > _CSV_ROWS
    for number, (unit, (centre, outline)) in enumerate(zip(units, placed, strict=True)):
        _simulate(unit, centre, outline, days, np.random.default_rng([seed, int(unit.commune_code)]), tables)
        features.append(_feature(unit, centre, outline))
        is_last_of_province = number + 1 == len(units) or units[number + 1].province_code != unit.province_code
        if is_large and is_last_of_province:
            for name in ("progress", "visits"):
                _write(out / f"{name}-{unit.province_code}.parquet", name, tables.pop(name))
    for name, frames in tables.items():
        _write(out / f"{name}{'.parquet' if name == 'visits' else '.csv'}", name, frames)
    _write_json(out / "boundaries.geojson", {"type": "FeatureCollection", "features": features})
    _write_json(out / "datapackage.json", _descriptor(out))


def _simulate(
    unit: Unit,
    centre: tuple[float, float],
    outline: shapely.Geometry,
    days: int,
    rng: np.random.Generator,
    tables: Tables,
) -> None:
    found = villages(unit, outline, rng)
    totals = campaign.calibration(unit, int(found["residents_14_plus"].sum()), rng)
    counts = campaign.village_counts(found, totals, rng)
    visited = campaign.visit_days(found, days, rng)
    daily = campaign.daily_counts(counts, visited, rng)
    codes = np.array([f"{unit.commune_code}-{number:02d}" for number in range(1, len(found) + 1)])
    teams = np.array([f"{unit.commune_code}-T{number}" for number in range(1, published.GROUPS + 1)])
    team_of = teams[found["group"].to_numpy()]
    organisations = published.ORGANISATIONS if unit.is_calibrated else _organisations(rng)

    tables["communes"].append(_communes(unit, centre))
    tables["villages"].append(_villages(unit, centre, found, codes, team_of))
    tables["targets"].append(_targets(unit, codes, found, counts, totals, organisations, days))
    tables["progress"].append(_progress(unit, codes, team_of, daily, totals, organisations, days, rng))
    tables["visits"].append(_visits(codes, team_of, visited, found, days, rng))
    tables["teams"].append(
        pd.DataFrame(
            {
                "team_code": teams,
                "commune_code": unit.commune_code,
                "team_name": [f"Tổ lưu động số {number}" for number in range(1, published.GROUPS + 1)],
            }
        )
    )
    tables["team_members"].append(_members(teams))
    if unit.is_calibrated:
        gifts = pd.DataFrame(published.GIFTS, columns=["item", "item_en", "quantity", "unit", "unit_en"])
        gifts["quantity"] = gifts["quantity"].map(lambda n: "" if pd.isna(n) else str(int(n)))
        tables["contributions"].append(gifts.assign(received_on="", commune_code=unit.commune_code))


def _communes(unit: Unit, centre: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "commune_code": unit.commune_code,
                "commune_name": unit.commune_name,
                "province_code": unit.province_code,
                "province_name": unit.province_name,
                "centre_latitude": centre[0],
                "centre_longitude": centre[1],
            }
        ]
    )


def _villages(unit, centre, found, codes, team_of) -> pd.DataFrame:
    degrees = shapely.get_coordinates(from_plane(shapely.points(found["x"], found["y"]), *centre))
    return pd.DataFrame(
        {
            "village_code": codes,
            "commune_code": unit.commune_code,
            "village_name": [f"Thôn {number:02d}" for number in range(1, len(found) + 1)],
            "latitude": degrees[:, 1].round(5),
            "longitude": degrees[:, 0].round(5),
            "households": found["households"],
            "population": found["population"],
            "residents_14_plus": found["residents_14_plus"],
            "electricity": np.where(found["is_unlit"], "none", "grid"),
            "mobile_signal": np.where(found["is_weak"], "weak", "good"),
            "road_km": found["road_km"],
            "travel_minutes": found["travel_minutes"].astype(int),
            "ethnic_minority_share": found["ethnic_minority_share"],
            "smartphone_share": found["smartphone_share"],
            "team_code": team_of,
        }
    )


def _targets(unit, codes, found, counts, totals, organisations, days) -> pd.DataFrame:
    plan = {"starts_on": published.STARTS_ON.isoformat(), "due_on": campaign.due_on(days).isoformat()}
    by_village = [
        pd.DataFrame(
            {
                "indicator_code": indicator,
                "village_code": codes,
                "commune_code": "",
                "baseline": counts[f"{indicator}.baseline"],
                "target": found["residents_14_plus"],
                **plan,
                "assumed": published.ASSUMED.get(indicator, "due_on"),
            }
        )
        for indicator in ("id_card", "vneid_level2")
    ]
    by_commune = [
        {
            "indicator_code": indicator,
            "village_code": "",
            "commune_code": unit.commune_code,
            "baseline": total.baseline,
            "target": total.target,
            **plan,
            "assumed": published.ASSUMED.get(indicator, "due_on"),
        }
        for indicator, total in [*totals.items(), ("organisation_id", organisations)]
        if total.target is not None
    ]
    return pd.concat([*by_village, pd.DataFrame(by_commune)])


def _progress(unit, codes, team_of, daily, totals, organisations, days, rng) -> pd.DataFrame:
    day_names = np.array([day.isoformat() for day in campaign.dates(days)])
    by_village = [
        pd.DataFrame(
            {
                "reported_on": np.repeat(day_names, len(codes)),
                "village_code": np.tile(codes, days),
                "commune_code": "",
                "indicator_code": indicator,
                "team_code": np.tile(team_of, days),
                "new_count": new.T.ravel(),
                "cumulative_count": "",
                "is_correction": "",
            }
        )
        for indicator, new in daily.items()
    ]
    new = rng.multinomial(organisations.added, np.full(days, 1 / days))
    own = {"village_code": "", "commune_code": unit.commune_code, "team_code": "", "is_correction": ""}
    by_commune = [
        {
            "reported_on": day,
            "indicator_code": "organisation_id",
            "new_count": int(count),
            "cumulative_count": "",
            **own,
        }
        for day, count in zip(day_names, new, strict=True)
    ]
    # The commune's own totals at the end, as published: they are what the sum of the villages is checked against.
    by_commune += [
        {
            "reported_on": day_names[-1],
            "indicator_code": indicator,
            "new_count": "",
            "cumulative_count": total.baseline + total.added,
            **own,
        }
        for indicator, total in totals.items()
    ]
    return pd.concat([*by_village, pd.DataFrame(by_commune)])[list(schema("progress").column_names)]


def _visits(codes, team_of, visited, found, days, rng) -> pd.DataFrame:
    village, day = np.nonzero(visited)
    order = np.lexsort((village, day))
    village, day = village[order], day[order]
    households = found["households"].to_numpy()[village]
    return pd.DataFrame(
        {
            "visited_on": np.array(campaign.dates(days))[day],
            "team_code": team_of[village],
            "village_code": codes[village],
            "households_visited": rng.binomial(
                households, np.minimum(0.9, 1.2 / np.maximum(1, visited.sum(1)[village]))
            ),
            "elderly_transported": rng.poisson(0.25 + 0.04 * found["road_km"].to_numpy()[village]),
        }
    )


def _members(teams: np.ndarray) -> pd.DataFrame:
    rows = [
        {"team_code": team, "role": role, "member_count": total // len(teams) + (number < total % len(teams))}
        for number, team in enumerate(teams)
        for role, total in published.MEMBERS.items()
    ]
    return pd.DataFrame(rows)


def _organisations(rng: np.random.Generator) -> published.Calibration:
    target = int(rng.integers(10, 90))
    return published.Calibration(0, int(rng.binomial(target, 0.6)), target)


def _feature(unit: Unit, centre: tuple[float, float], outline: shapely.Geometry) -> dict:
    shape = json.loads(shapely.to_geojson(shapely.set_precision(from_plane(outline, *centre), 1e-5)))
    shape["coordinates"] = [[[round(x, 5), round(y, 5)] for x, y in ring] for ring in shape["coordinates"]]
    return {
        "type": "Feature",
        "properties": {"commune_code": unit.commune_code, "source": "illustrative, of the project's own making"},
        "geometry": shape,
    }


def _descriptor(out: Path) -> dict:
    return {
        **json.loads(DESCRIPTOR.read_text(encoding="utf-8")),
        "resources": [
            {"name": path.stem, "path": path.name, "format": path.suffix[1:]}
            for path in sorted([*out.glob("*.csv"), *out.glob("*.parquet")])
        ],
    }


def _write(path: Path, table: str, frames: list[pd.DataFrame]) -> None:
    columns = list(schema(table).column_names)
    frame = pd.concat(frames)[columns]
    if path.suffix == ".csv":
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        return
    for name in ("new_count", "cumulative_count"):
        if name in frame:
            frame[name] = pd.to_numeric(frame[name], errors="coerce").astype("Int64")
    frame.to_parquet(path, index=False, compression="zstd")


def _write_json(path: Path, document: dict) -> None:
    path.write_text(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n"
    )


def _clear(out: Path) -> None:
    """Remove an earlier simulated campaign, and nothing else."""
    tables = [*out.glob("*.csv"), *out.glob("*.parquet")]
    if not tables:
        return
    try:
        said = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
        ours = {resource["path"] for resource in said["resources"]} if said["simulated"] is True else set()
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    if {path.name for path in tables} - ours:
        raise NotOurs(str(out))
    for stale in tables:
        stale.unlink()
