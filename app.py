"""The ASGI application: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

import enrolment
from enrolment import no_arrow  # noqa: F401 – before pandas

# isort: split
from enrolment.web.middleware import middleware
from enrolment.web.routes import routes
from enrolment.web.startup import lifespan, say_what_failed

app = st.App(
    Path(enrolment.__file__).parent / "shell.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=say_what_failed,
)
