"""What bringing files in would change, without changing it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from enrolment.contract import TABLES, schema
from enrolment.imports.folder import Source
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.scratch import scratch
from enrolment.language import count, translate
from enrolment.settings import settings
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch
from enrolment.store.known import known
from enrolment.store.lock import held
from enrolment.store.prepare import Prepared, Workplace, prepare_all, repeated
from enrolment.store.progress import tell
from enrolment.store.settle import as_sealed, not_counting, refuse, settle
from enrolment.store.stage import lay_out


@dataclass(frozen=True)
class Change:
    """What one file would do: rows new to the store, rows that replace another value, rows that say it again."""

    file_name: str
    table: str
    new_count: int
    replaced_count: int
    same_count: int
    rejected_count: int

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    def sentence(self, lang: str) -> str:
        told = {name: count(lang, value) for name, value in asdict(self).items() if name.endswith("_count")}
        return translate(
            lang,
            "preview-change",
            file=self.file_name,
            new=told["new_count"],
            replaced=told["replaced_count"],
            same=told["same_count"],
            rejected=told["rejected_count"],
        )


def preview(store: Path, found: Sequence[Source]) -> list[Change]:
    """The change that each file would make. Raises BadInput with every mistake, as the import itself would."""
    seen = look(store, found)
    refuse(seen.prepared)
    if seen.mistakes:
        raise BadInput(seen.mistakes)
    return [change for change in seen.changes if change]


@dataclass(frozen=True)
class Look:
    """Files understood, each with the change that it would make (None where it cannot yet); and the mistakes that show
    only beside what counts already and that leaving rows out does not mend."""

    prepared: Sequence[Prepared]
    changes: Sequence[Change | None]
    mistakes: Sequence[Mistake] = ()


def look(store: Path, found: Sequence[Source]) -> Look:
    """Understand files and compare them with what counts; changes nothing."""
    with held(store), batch_store.aside(store) as aside:
        tell("reading")
        present = [batch_store.read(store, code) for code in ledger.read(store).counted()]
        place = Workplace(store, aside, known(store), present)
        prepared = prepare_all(found, place)
        tell("comparing")
        mistakes: Sequence[Mistake] = ()
        try:
            prepared = as_sealed(settle(prepared, place), store)
            mistakes = repeated(not_counting(prepared, present))
        except BadInput as bad:
            mistakes = bad.found
        changes = [_change(one.batch, present) if one.batch else None for one in prepared]
        return Look(prepared, changes, mistakes)


def _change(batch: Batch, present: Sequence[Batch]) -> Change:
    if batch.code in {one.code for one in present}:
        return Change(batch.file_name, batch.table, 0, 0, batch.row_count, batch.rejected_count)
    if batch.table not in TABLES:
        return Change(batch.file_name, batch.table, batch.row_count, 0, 0, batch.rejected_count)
    table = schema(batch.table)
    key = table.primary_key or table.column_names
    columns = ", ".join(table.column_names)
    on = " and ".join(f"incoming.{name} is not distinct from known.{name}" for name in key)
    said = [name for name in table.column_names if name not in batch.lacking]
    same = " and ".join(f"incoming.{name} is not distinct from known.{name}" for name in said)
    with scratch(settings().import_memory) as con:
        con.execute("attach ':memory:' as staged")
        lay_out(con, [one for one in present if one.table == batch.table])
        counts = con.execute(
            f"""with incoming as (select {columns} from read_parquet($incoming)),
            known as (
                select *, true as is_known from staged.{batch.table}
                qualify row_number() over (partition by {", ".join(key)}) = 1
            )
            select
                count(*) filter (where known.is_known is null),
                count(*) filter (where known.is_known and not ({same})),
                count(*) filter (where known.is_known and ({same}))
            from incoming left join known on {on}""",
            {"incoming": str(batch.rows_path)},
        ).fetchone()
    new, replaced, again = counts or (0, 0, 0)
    return Change(batch.file_name, batch.table, new, replaced, again, batch.rejected_count)
