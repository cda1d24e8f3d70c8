"""The ASGI application: `streamlit run app.py`."""

import streamlit as st

from enrolment.settings import ROOT
from enrolment.web.middleware import middleware
from enrolment.web.routes import routes
from enrolment.web.startup import lifespan, say_what_failed

app = st.App(
    ROOT / "enrolment" / "shell.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=say_what_failed,
)
