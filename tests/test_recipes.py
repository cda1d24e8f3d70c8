"""The recipes of docs/ARCHITECTURE.md, each followed with something made up, in a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from enrolment.settings import ROOT
from tests.little import FILES

COPIED = ("enrolment", "pages", "queries", "static", ".streamlit", "app.py", "pyproject.toml")

PAGE = '''"""Hello: how many villages there are, and how high."""

from enrolment.view import filters, head, parts
from enrolment.view.session import ask

chosen = filters.show()
head.title("hello", chosen.words.name(chosen.indicator_row))
parts.table_panel("heights", "", ask("hello/heights", place=chosen.place), ["place_name", "road_km"])
'''
QUESTION = """-- How high villages lie.
-- grain: one row per village
-- key: place_code
-- parameters: $place
select heights.place_code, places.place_name, heights.height as road_km
from heights
inner join places on heights.place_code = places.place_code
where places.parent_code = $place
"""
MART = """-- How high each village lies, made up.
-- grain: one row per village
-- key: place_code
select place_code, 7 as height from places where level = 'village'
"""
# What somebody sees who follows the recipes: the new page in the new language, with the new indicator.
LOOK = """
from pathlib import Path
from streamlit.testing.v1 import AppTest
from enrolment import classes, language
from enrolment.changes.commit import build
from enrolment.query import door, metrics
from enrolment.query.reader import Reader
from enrolment.settings import settings

build(Path("files"), settings().store)
at = AppTest.from_file("enrolment/shell.py", default_timeout=60)
at.query_params["lang"] = "de"
at.query_params["indicator"] = "parcels"
at.query_params["place"] = "10001"
at.run()
at.switch_page(str(Path("pages/hello.py").absolute())).run()
assert not at.exception and not at.error, at.exception or at.error
shown = "".join(block.proto.body for block in at.get("html"))
assert "Hallo" in shown, "the page's title, in the new language"
assert "Parcels" in shown, "the indicator's name, English where the data has no German one"
assert ">7,0<" in shown, "the mart's number, in the new language's way"
at.switch_page(str(Path("pages/distance.py").absolute())).run()
assert not at.exception and not at.error, at.exception or at.error
bands = door.ask(Reader("de"), "distance/bands", place="10001", indicator="cards", as_of="2025-01-04").frame
assert list(bands.distance_band) == ["over_20", "over_30"]
assert metrics.word("de", "distance_band", "over_30") == "über 30 km"
print("followed")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, tmp_path / name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_texts(copy: Path, texts: dict[str, str]) -> None:
    for path in (copy / "enrolment" / "locale").glob("*.ftl"):
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{key} = {text}\n" for key, text in texts.items())


def test_a_page_a_question_a_mart_a_band_an_indicator_and_a_language(copy):
    english = (copy / "enrolment" / "locale" / "en.ftl").read_text(encoding="utf-8")
    (copy / "enrolment" / "locale" / "de.ftl").write_text(english, encoding="utf-8")
    edit(
        copy / "enrolment" / "language.py",
        "SPOKEN = {\n",
        'SPOKEN = {\n    "de": Language("Deutsch", "de_DE", "d.M.y"),\n',
    )

    (copy / "pages" / "hello.py").write_text(PAGE, encoding="utf-8")
    edit(
        copy / "enrolment" / "pages.py",
        *(f'    Page("teams", "analyse"),\n{more}' for more in ("", '    Page("hello", "lead"),\n')),
    )
    add_texts(copy, {"page-hello": "Hallo", "question-hello": "Wie hoch?", "help-hello": "Meter über dem Meer."})

    (copy / "queries" / "hello").mkdir()
    (copy / "queries" / "hello" / "heights.sql").write_text(QUESTION, encoding="utf-8")
    (copy / "queries" / "marts" / "heights.sql").write_text(MART, encoding="utf-8")

    edit(
        copy / "enrolment" / "classes.py",
        '    Span("over_20", 20, None),\n',
        '    Span("over_20", 20, 30),\n    Span("over_30", 30, None),\n',
    )
    add_texts(copy, {"distance-band-over-30": "über 30 km"})

    files = copy / "files"
    files.mkdir()
    for name, text in FILES.items():
        (files / name).write_text(text.replace("grid,good,4.9", "grid,good,31"), encoding="utf-8")
    with (files / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write("parcels,Bưu kiện,Parcels,kiện,parcels,received,village,d,d\n")

    environment = {**os.environ, "ENROLMENT_STORE": str(copy / "store"), "PYTHONPATH": str(copy)}
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("followed\n")


def test_the_recipes_name_files_that_there_are():
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    recipes = text.partition("## Recipes")[2]
    for name in ("enrolment/pages.py", "enrolment/classes.py", "enrolment/palette.py", "enrolment/language.py"):
        assert f"`{name}`" in recipes and (ROOT / name).exists()
    assert (ROOT / "enrolment" / "imports" / "meaning" / "headers.json").exists()
