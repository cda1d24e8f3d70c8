import sys

from enrolment.cli import app

# Windows gives a pipe its old code page, which lacks Vietnamese letters.
for stream in (sys.stdout, sys.stderr):
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")

app(prog_name="python -m enrolment")
