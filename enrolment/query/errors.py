"""What the door says instead of an answer: each error once, with its sentence and its HTTP status.

Pages, downloads, routes and the command line all take it from here.
"""

from enrolment.language import moment, translate
from enrolment.settings import settings
from enrolment.store.damage import Damage


class QueryError(Exception):
    """A question that got no answer."""


class UnknownQuery(QueryError):
    """No file of that name under `queries/`. Arguments: the name, and those that there are."""


class WrongParameters(QueryError, TypeError):
    """Parameters are missing, or too many. Arguments: the query, what it takes, what was given."""


class BadValue(QueryError):
    """A parameter is not what the query takes, such as a date of 31 February."""


class NotPermitted(QueryError):
    """The reader may not see the place that was asked about."""


class NoData(QueryError):
    """Nothing has been built yet."""


class NothingKnown(QueryError):
    """At the moment looked back to, nothing counted yet."""


class Gone(QueryError):
    """The snapshot of the version that was asked is not there any more."""


class TooSlow(QueryError):
    """A query ran into the time limit."""


class TooLarge(QueryError):
    """A query ran into the memory limit."""


class Unreadable(QueryError):
    """The snapshot is there and cannot be opened; `rebuild` makes it anew from the batches."""


TOLD: dict[type[Exception], tuple[str, int]] = {
    UnknownQuery: ("unknown-query", 404),
    WrongParameters: ("wrong-parameters", 404),
    BadValue: ("bad-value", 400),
    NotPermitted: ("not-permitted", 403),
    NoData: ("no-data-yet", 404),
    NothingKnown: ("nothing-known", 404),
    Gone: ("version-gone", 410),
    TooSlow: ("too-slow", 503),
    TooLarge: ("too-large", 503),
    Unreadable: ("data-unreadable", 503),
}
KINDS: tuple[type[Exception], ...] = (*TOLD, Damage)


def sentence(error: Exception, lang: str) -> str:
    """What a person is told of one of `KINDS`."""
    return translate(lang, _told(error)[0], **_values(error, lang))


def status(error: Exception) -> int:
    """The HTTP status of one of `KINDS`."""
    return _told(error)[1]


def _told(error: Exception) -> tuple[str, int]:
    if isinstance(error, Damage):
        return error.text_key, 503
    return next(told for kind, told in TOLD.items() if isinstance(error, kind))


def _values(error: Exception, lang: str) -> dict[str, object]:
    match error:
        case UnknownQuery():
            name, names = error.args
            return {"name": name, "names": ", ".join(names)}
        case WrongParameters():
            name, wanted, given = error.args
            return {"name": name, "wanted": ", ".join(wanted) or "–", "given": ", ".join(given) or "–"}
        case NothingKnown():
            return {"moment": moment(lang, error.args[0])}
        case TooSlow():
            return {"milliseconds": settings().query_timeout_ms}
        case TooLarge():
            return {"limit": settings().query_memory}
        case Damage():
            return dict(error.named)
    return {}
