"""What a route sends instead of an answer."""

from starlette.responses import PlainTextResponse

from enrolment.query import errors


def refused(error: Exception, lang: str) -> PlainTextResponse:
    """The sentence and the status of one of `errors.KINDS`."""
    return PlainTextResponse(errors.sentence(error, lang), status_code=errors.status(error))
