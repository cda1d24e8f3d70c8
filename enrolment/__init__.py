"""The library behind the enrolment dashboard: from files to answers."""
