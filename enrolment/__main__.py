"""`python -m enrolment`, and the command `enrolment` where it is installed."""

import os
import sys

from pydantic import ValidationError

from enrolment.language import LANGUAGES, translate
from enrolment.settings import settings


def main() -> None:
    """Run the command line; settings that cannot be read are told in a sentence first, exit code 2."""
    for stream in (sys.stdout, sys.stderr):  # Windows gives a pipe its old code page, which lacks Vietnamese letters
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        settings()
    except ValidationError as wrong:
        wanted = os.environ.get("ENROLMENT_LANGUAGE", "")
        lang = wanted if wanted in LANGUAGES else next(iter(LANGUAGES))
        for error in wrong.errors():
            name = "_".join(map(str, error["loc"])).upper()
            setting = name if name.startswith("ENROLMENT_") else f"ENROLMENT_{name}"
            print(translate(lang, "bad-setting", setting=setting, reason=error["msg"]), file=sys.stderr)
        sys.exit(2)
    from enrolment.cli import app  # it reads the settings

    app(prog_name="enrolment")


if __name__ == "__main__":
    main()
