"""Simulated places: outlines, villages in them, and what a village has or lacks."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from enrolment.geography import catchments, from_plane
from enrolment.sample import published

_OFFICIAL = Path(__file__).with_name("communes.csv")
_COMMUNES_OF_THE_COUNTRY, _COMMUNES_OF_A_PROVINCE = 3_321, 98


@dataclass(frozen=True)
class Unit:
    """A commune to simulate; its place and outline are of our own making."""

    commune_code: str
    commune_name: str
    province_code: str
    province_name: str

    @property
    def is_calibrated(self) -> bool:
        return self.commune_code == published.COMMUNE_CODE


def simulated_units(count: int) -> list[Unit]:
    """The first `count` communes: Bằng Thành, the rest of its province, then provinces that are made up.

    The 92 names and codes of Thái Nguyên are the official ones after 1 July 2025, in `communes.csv`. ValueError above
    the 3,321 that the country has.
    """
    if count > _COMMUNES_OF_THE_COUNTRY:
        raise ValueError(f"there are {_COMMUNES_OF_THE_COUNTRY} communes")
    first = Unit(published.COMMUNE_CODE, published.COMMUNE_NAME, published.PROVINCE_CODE, published.PROVINCE_NAME)
    with _OFFICIAL.open(encoding="utf-8") as file:
        named = [(row["commune_code"], row["commune_name"]) for row in csv.DictReader(file)]
    official = [Unit(code, name, published.PROVINCE_CODE, published.PROVINCE_NAME) for code, name in sorted(named)]
    found = [first, *(unit for unit in official if unit != first)]
    return [*found, *map(_made_up, range(count - len(found)))][:count]


def _made_up(number: int) -> Unit:
    """A commune of a province that there is not."""
    province, commune = divmod(number, _COMMUNES_OF_A_PROVINCE)
    return Unit(f"{40_000 + number}", f"Xã mẫu {commune + 1}", f"{60 + province}", f"Mẫu {province + 1}")


def commune_outline(rng: np.random.Generator) -> shapely.Geometry:
    """A lobed outline around (0, 0), in km: 208.22 km², nowhere farther than 16.2 km from the centre."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = 1 + 0.62 * np.cos(angles - 0.9) + 0.14 * np.cos(2 * angles - 2.2)
    for wave in range(3, 9):
        radius += rng.normal(0, 0.10 / wave) * np.cos(wave * angles + rng.uniform(0, 2 * np.pi))
    ring = np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])
    shape = shapely.polygons(ring * np.sqrt(published.AREA_KM2 / shapely.area(shapely.polygons(ring))))
    farthest = np.hypot(*shapely.get_coordinates(shape).T).max()
    if farthest > published.FARTHEST_STRAIGHT_KM:
        raise ValueError(f"this seed's outline reaches {farthest:.1f} km")
    return shape


def layout(communes: list[Unit], rng: np.random.Generator) -> list[tuple[tuple[float, float], shapely.Geometry]]:
    """For each unit its centre (latitude, longitude) and its outline in km around that centre."""
    if len(communes) == 1:
        return [(published.CENTRE, commune_outline(rng))]
    placed: dict[str, tuple[tuple[float, float], shapely.Geometry]] = {}
    provinces = list(dict.fromkeys(unit.province_code for unit in communes))
    for number, province in enumerate(provinces):
        members = [unit for unit in communes if unit.province_code == province]
        # Provinces stand in rows of six, a shape of our own making that starts at the first one's true centre.
        anchor = (published.CENTRE[0] - 1.6 * (number // 6), published.CENTRE[1] + 1.6 * (number % 6))
        points = _scattered_grid(len(members), rng)
        cells = catchments(shapely.points(points), shapely.multipoints(points).convex_hull.buffer(4))
        for unit, point, cell in zip(members, points, cells, strict=True):
            centre = from_plane(shapely.Point(point), *anchor)
            placed[unit.commune_code] = (
                (round(centre.y, 5), round(centre.x, 5)),
                shapely.transform(cell, lambda km, point=point: km - point),
            )
    return [placed[unit.commune_code] for unit in communes]


def villages(unit: Unit, outline: shapely.Geometry, rng: np.random.Generator) -> pd.DataFrame:
    """The villages of one commune: their place in km (`x`, `y`) and their circumstances, one row each."""
    count = published.VILLAGES if unit.is_calibrated else int(rng.integers(24, 39))
    points = _points_within(outline, count, rng)
    straight_km = np.hypot(*points.T)
    road_km = straight_km * rng.uniform(1.35, 1.95, count) + rng.uniform(0.1, 0.6, count)
    farthest = published.FARTHEST_ROAD_KM if unit.is_calibrated else rng.uniform(8, 30)
    road_km = np.maximum(straight_km * 1.02, road_km * farthest / road_km.max())
    road_km = np.round(np.where(road_km == road_km.max(), farthest, np.minimum(road_km, farthest)), 1)
    remote = road_km / road_km.max()
    unlit = _most(
        remote + rng.normal(0, 0.35, count),
        published.UNLIT_VILLAGES if unit.is_calibrated else int(rng.integers(0, count // 3)),
    )
    weak = _most(
        remote + 0.35 * unlit + rng.normal(0, 0.35, count),
        published.WEAK_SIGNAL_VILLAGES if unit.is_calibrated else int(rng.integers(0, count // 3)),
    )
    eligible = allocate(
        published.RESIDENTS_14_PLUS if unit.is_calibrated else int(count * rng.uniform(200, 420)),
        rng.lognormal(0, 0.42, count) * (1.25 - 0.5 * remote),
        rng,
    )
    population = allocate(
        published.POPULATION if unit.is_calibrated else int(eligible.sum() * 1.38), eligible.astype(float), rng
    )
    angle = np.arctan2(points[:, 1], points[:, 0])
    group = np.empty(count, dtype=int)
    group[np.argsort(angle, kind="stable")] = np.arange(count) * published.GROUPS // count
    order = np.argsort(straight_km, kind="stable")
    return (
        pd.DataFrame(
            {
                "x": points[:, 0],
                "y": points[:, 1],
                "households": np.round(population / 4.35).astype(int),
                "population": np.maximum(population, eligible),
                "residents_14_plus": eligible,
                "is_unlit": unlit,
                "is_weak": weak,
                "road_km": road_km,
                "travel_minutes": np.round(4 + road_km * rng.uniform(2.0, 3.2, count)),
                "ethnic_minority_share": np.round(np.clip(rng.normal(0.94, 0.04, count), 0.5, 1), 2),
                "smartphone_share": np.clip(
                    rng.normal(0.7, 0.07, count) - 0.25 * remote - 0.1 * unlit, 0.15, 0.95
                ).round(2),
                "group": group,
            }
        )
        .iloc[order]
        .reset_index(drop=True)
    )


def allocate(total: int, weights: np.ndarray, rng: np.random.Generator, most: np.ndarray | None = None) -> np.ndarray:
    """Split `total` into whole numbers in proportion to `weights`, none above `most`; the sum is exact.

    ValueError when the caps leave no room for the total.
    """
    room = np.full(len(weights), total) if most is None else np.asarray(most)
    if room.sum() < total:
        raise ValueError(f"{total} do not fit into {room.sum()}")
    given = np.zeros(len(weights), dtype=int)
    while (left := total - given.sum()) > 0:
        open_weights = np.where(given < room, weights, 0) + np.where(given < room, 1e-9, 0)
        share = left * open_weights / open_weights.sum()
        step = np.minimum(np.floor(share).astype(int), room - given)
        if step.sum() == 0:
            luck = np.where(given < room, share - np.floor(share) + rng.uniform(0, 1e-6, len(share)), -1)
            step[np.argsort(-luck, kind="stable")[: min(left, int((given < room).sum()))]] = 1
        given += step
    return given


def _scattered_grid(count: int, rng: np.random.Generator, spacing_km: float = 10.0) -> np.ndarray:
    columns = int(np.ceil(np.sqrt(count * 0.75)))
    row, column = np.divmod(np.arange(count), columns)
    grid = np.column_stack([column + 0.5 * (row % 2), -row * 0.87]) * spacing_km
    scattered = grid + rng.uniform(-0.3, 0.3, grid.shape) * spacing_km
    return scattered - scattered[0]


def _points_within(outline: shapely.Geometry, count: int, rng: np.random.Generator) -> np.ndarray:
    west, south, east, north = outline.bounds
    tries = rng.uniform((west, south), (east, north), (count * 60, 2))
    tries = tries[shapely.contains(outline.buffer(-0.3), shapely.points(tries))]
    apart = 0.72 * np.sqrt(outline.area / count)
    while True:
        chosen: list[np.ndarray] = []
        for point in tries:
            if all(np.hypot(*(point - other)) >= apart for other in chosen):
                chosen.append(point)
                if len(chosen) == count:
                    return np.array(chosen)
        apart *= 0.9


def _most(score: np.ndarray, count: int) -> np.ndarray:
    chosen = np.zeros(len(score), dtype=bool)
    chosen[np.argsort(-score, kind="stable")[:count]] = True
    return chosen
