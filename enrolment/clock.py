"""What day it is in Vietnam, whatever the machine's time zone."""

from datetime import date, datetime, timedelta, timezone

from enrolment.settings import settings

# A fixed offset: Vietnam keeps UTC+7 all year, and Windows ships no time zone database.
VIETNAM = timezone(timedelta(hours=7))


def now() -> datetime:
    return datetime.now(VIETNAM)


def today() -> date:
    return settings().today or now().date()
