"""Every limit and choice that an office may set, as `ENROLMENT_*` environment variables.

The README's table lists them; a test fails when one is missing there.
"""

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_PACKAGE = Path(__file__).resolve().parent
IS_CHECKOUT = (_PACKAGE.parent / "pyproject.toml").exists()
# Pages, questions and the sample lie beside the package in a checkout, and within it where it is installed.
ROOT = _PACKAGE.parent if IS_CHECKOUT else _PACKAGE / "house"
LOCALE = _PACKAGE / "locale"  # the texts, a file a language
_SIZE = r"^\d+(\.\d+)? ?([KMGT]i?)?B$"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ENROLMENT_", frozen=True)

    store: Path = Field(
        (ROOT if IS_CHECKOUT else Path.cwd()) / ".store",
        description="Folder of the batches, the ledger and the snapshots; git-ignored",
    )
    language: str = Field("vi", description="Language before anyone chooses one")
    today: date | None = Field(None, description="Pretend date (YYYY-MM-DD) for rehearsals; empty: today in Vietnam")
    status_band_points: float = Field(
        2.0, ge=0, description="Percentage points around the plan that still count as on schedule"
    )
    detour_factor: float = Field(
        1.6, ge=1, description="Road distance = straight line × this, where no road distance is reported"
    )
    rest_weekdays: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Weekdays without work, 1 Monday … 7 Sunday, separated by commas"
    )
    stale_after_days: int = Field(
        3,
        ge=0,
        description="Age of the newest report, in days, from which a notice is shown; "
        "of a commune's own count, from which its villages' may stand",
    )
    boundary_tolerance_km: float = Field(
        2.0, ge=0, description="How far outside its commune's outline a village may lie"
    )
    max_mistakes: int = Field(1000, ge=1, description="Mistakes listed for one file before the rest are only counted")
    query_timeout_ms: int = Field(5000, ge=1, description="Longest run of one query behind a page")
    query_row_cap: int = Field(10_000, ge=1, description="Rows that one query may return; more are cut, and said so")
    query_memory: str = Field("96MB", pattern=_SIZE, description="DuckDB's memory for the queries behind the pages")
    query_threads: int = Field(2, ge=1, description="DuckDB's threads for the queries behind the pages")
    query_cache_entries: int = Field(256, ge=0, description="Answers kept in memory")
    build_memory: str = Field("4GB", pattern=_SIZE, description="DuckDB's memory while a snapshot is built")
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Names by which browsers may open the dashboard, beside this machine's own, separated by commas"
    )
    changes: bool = Field(True, description="Whether the pages may bring data in, undo it, and take notes")
    import_memory: str = Field("1GB", pattern=_SIZE, description="DuckDB's memory while a file is read and checked")
    worker_megabytes: int = Field(
        3000,
        ge=500,
        description="Memory of the process that reads a file, at most, MB",
        validation_alias=AliasChoices("ENROLMENT_WORKER_MEGABYTES", "ENROLMENT_CLERK_MEGABYTES"),
    )
    worker_seconds: int = Field(
        1800,
        ge=10,
        description="Longest that the process that reads a file may take",
        validation_alias=AliasChoices("ENROLMENT_WORKER_SECONDS", "ENROLMENT_CLERK_SECONDS"),
    )
    plan_seconds: int = Field(
        10, ge=1, description="Longest that a plan is looked for; the best found by then is shown"
    )
    plan_ahead: bool = Field(
        True, description="Make tomorrow's plan of a commune that is looked at before anybody asks for it"
    )
    office_rows: int = Field(200_000, ge=1, description="Rows of an office's file; longer ones come as contract CSV")
    office_megabytes: int = Field(
        50, ge=1, description="Size of an office's file; larger ones come as contract CSV, MB"
    )
    zones_megabytes: int = Field(
        200, ge=1, description="Size of all files that people have dropped on the page Data and not brought in yet, MB"
    )
    unpacked_megabytes: int = Field(500, ge=1, description="Size that a zip, XLSX or ODS file may unpack to, MB")
    lock_timeout_seconds: float = Field(600, ge=0, description="Longest wait for another import to finish")
    snapshots_kept: int = Field(4, ge=0, description="Earlier snapshots kept, so that an undo is quick")
    table_rows: int = Field(100, ge=1, description="Rows of a table on a page; the download has them all")

    @field_validator("language")
    @classmethod
    def _is_spoken(cls, value: str) -> str:
        spoken = sorted(path.stem for path in LOCALE.glob("*.ftl"))
        if value not in spoken:
            raise ValueError(" | ".join(spoken))
        return value

    @field_validator("today", mode="before")
    @classmethod
    def _no_day(cls, value: object) -> object:
        return value or None

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(part.strip().lower() for part in parts if part.strip())

    @field_validator("rest_weekdays", mode="before")
    @classmethod
    def _split_weekdays(cls, value: str | tuple[int, ...]) -> tuple[int, ...]:
        days = tuple(int(part) for part in value.split(",") if part.strip()) if isinstance(value, str) else value
        if not all(1 <= day <= 7 for day in days):
            raise ValueError("1 … 7")
        return days


def of_a_child() -> dict[str, str]:
    """The environment of a process of our own, which runs in another folder."""
    return {**os.environ, "ENROLMENT_STORE": str(settings().store.absolute())}


@cache
def settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
