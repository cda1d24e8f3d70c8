from enrolment.cli import app

app(prog_name="python -m enrolment")
