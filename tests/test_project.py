"""What the documents promise: settings, dependencies, contract, layout."""

import ast
import json
import re
from pathlib import Path

import frictionless
import pytest
import typer

from enrolment import cli
from enrolment.contract import FOLDER, TABLES, schema, table_of
from enrolment.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_default():
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `ENROLMENT_{name.upper()}` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
        assert row, f"ENROLMENT_{name.upper()} is missing"
        default = (
            ".store"
            if name == "store"
            else ",".join(map(str, field.default or ""))
            if name == "rest_weekdays"
            else field.default or ""
            if name == "today"
            else field.default
        )
        assert row.group(1).strip("`") == str(default), name
        assert row.group(2) == field.description, name


def test_every_dependency_has_a_reason_in_the_readme():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            package = re.match(r"[\w.-]+", line)
            if package and not line.startswith("-r"):
                assert f"| {package.group()} |" in README, package.group()


@pytest.mark.parametrize("table", TABLES)
def test_each_schema_is_a_valid_frictionless_table_schema(table):
    document = json.loads((FOLDER / f"{table}.json").read_text(encoding="utf-8"))
    assert frictionless.Schema.from_descriptor(document).to_descriptor()
    assert all(field.description for field in schema(table).fields)


def test_files_name_their_table():
    assert table_of("progress.csv") == "progress"
    assert table_of("progress_2025-08.parquet") == "progress"
    assert table_of("team_members.xlsx") == "team_members"
    assert table_of("teams_of_people.csv") is None


def test_the_readmes_commands_work_as_written():
    commands = vars(typer.main.get_command(cli.app))["commands"]
    lines = re.findall(r"^\.venv/bin/enrolment (.*?)(?:\s+#.*)?$", README, re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        name, *words = [word for word in line.split() if not word.startswith("#")]
        command = commands[name]
        command.make_context(name, list(words))  # raises where an option or an argument is none of its


def test_arrows_run_one_way():
    """pages → view → charts → narrative → query → store; nothing imports a page, only the view knows Streamlit."""
    forbidden = {
        "charts": ("streamlit", "enrolment.view", "enrolment.query.door", "enrolment.store", "duckdb"),
        "narrative": ("streamlit", "enrolment.view", "enrolment.charts", "enrolment.query.door", "enrolment.store"),
        "query": ("streamlit", "enrolment.view", "enrolment.charts", "enrolment.narrative", "enrolment.web"),
        "store": ("streamlit", "enrolment.view", "enrolment.charts", "enrolment.query", "enrolment.web"),
        "imports": ("streamlit", "enrolment.view", "enrolment.charts", "enrolment.query", "enrolment.store"),
        "sample": ("streamlit", "enrolment.view", "enrolment.store", "enrolment.query"),
        "view": ("enrolment.store", "duckdb", "enrolment.imports", "geopandas", "pages"),
    }
    for part, names in forbidden.items():
        for path in (ROOT / "enrolment" / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not [module for module in modules if module.startswith(names)], path


def test_no_sql_is_formatted_where_people_ask():
    for path in [
        *ROOT.glob("pages/*.py"),
        *(ROOT / "enrolment" / "view").glob("*.py"),
        *(ROOT / "enrolment" / "query").glob("*.py"),
    ]:
        assert not re.search(r"execute\(\s*f[\"']", path.read_text(encoding="utf-8")), path


def test_the_server_runs_no_geometry_and_no_generator():
    """The process behind the pages stays small: GeoPandas and the generator belong to the build."""
    for path in [*(ROOT / "enrolment" / "view").glob("*.py"), *(ROOT / "enrolment" / "web").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "geography" not in text
        assert "enrolment.sample" not in text
