"""What files would change: understood, and checked beside what counts already. Nothing counts yet.

A preview compares the change set with what counts, an import commits it: both are of the same one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from enrolment.changes.prepare import Prepared, Workplace, prepare_all, repeated
from enrolment.changes.tidy import tidy
from enrolment.changes.validate import as_sealed, new_batches, validate
from enrolment.changes.vocabulary import vocabulary
from enrolment.imports.meaning.reading import Question
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.sources import Source
from enrolment.progress import tell
from enrolment.settings import settings
from enrolment.snapshot.build import Building
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch
from enrolment.store.ledger import Ledger
from enrolment.store.lock import held


@dataclass(frozen=True)
class ChangeSet:
    """What files would change, all or none.

    `kind`: `import`, which adds to what counts, or `replace`. `ledger`: what counted before; `present`: its batches
    that stay. `prepared`: each file, with what is asked of it and the rows that are left out. `mistakes`: those that
    show only beside what counts already, and that leaving out rows does not mend. `building` has the batches staged.
    """

    kind: str
    store: Path
    ledger: Ledger
    present: Sequence[Batch]
    prepared: Sequence[Prepared]
    mistakes: Sequence[Mistake]
    building: Building

    @property
    def batches(self) -> list[Batch]:
        """The batches that would come to count, each once."""
        return new_batches(self.prepared, self.present)

    def must_hold(self) -> None:
        """Raises BadInput with all that keeps files out: mistakes that nobody agreed to leave out, open questions."""
        found: list[Mistake] = []
        for file in self.prepared:
            if file.batch is None or not file.source.choices.leave_out:
                found += file.mistakes
            if file.is_waiting and file.reading:
                found += [_asked(file.source.path.name, question) for question in file.reading.questions]
        if found or self.mistakes:
            raise BadInput([*found, *self.mistakes])


@contextmanager
def proposed(store: Path, sources: Sequence[Source], kind: str = "import") -> Iterator[ChangeSet]:
    """The change set of files, under the store's lock; its folders are gone afterwards unless it was committed."""
    with held(store), batch_store.aside(store) as aside:
        if settings().changes:  # a server that only shows looks, and does not tidy
            tidy(store, aside)
        tell("reading")
        counted = ledger.read(store)
        present = [] if kind == "replace" else [batch_store.whole(store, code) for code in counted.counted()]
        place = Workplace(store, aside, vocabulary(store), present, counted.erasures())
        prepared = prepare_all(sources, place)
        tell("comparing")
        with Building(store) as building:
            prepared, mistakes = validate(prepared, place, building)
            prepared = as_sealed(prepared, store)
            counting = {batch.code for batch in present}  # these keep their place: a later word on them stands
            coming = [file for file in prepared if file.batch is None or file.batch.code not in counting]
            mistakes = mistakes or repeated(coming)
            yield ChangeSet(kind, store, counted, present, prepared, mistakes, building)


def _asked(file: str, question: Question) -> Mistake:
    answers = " | ".join(question.options) or "…"
    detail = f"--choose {question.choice}={answers}"
    return Mistake(file, "question", value=question.about or str(question.choice), detail=detail)
