"""What the documents promise: settings, dependencies, contract, layout."""

import ast
import graphlib
import json
import re
from pathlib import Path

import frictionless
import pytest
import typer
from radon.complexity import cc_visit

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
            if name in ("rest_weekdays", "hosts")
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


# From what people touch down to the ground: each may import those below it only.
ROOMS = (
    *(
        "__main__",
        "shell",
        "cli",
        "cli_lead",
        "cli_store",
        "terminal",
        "web",
        "view",
        "charts",
        "narrative",
        "query",
        "changes",
    ),
    *("snapshot", "store", "sample", "geography", "analysis", "imports", "progress", "contract", "pages", "palette"),
    *("language", "clock", "classes", "faults", "turns", "settings", "no_arrow"),
)
# What a room may not know, whatever stands below it.
APART = {
    "charts": ("enrolment.query.door", "duckdb"),
    "narrative": ("enrolment.query.door", "duckdb"),
    "query": ("enrolment.changes",),
    "changes": ("enrolment.query", "enrolment.narrative"),
    "store": ("enrolment.imports",),
    "view": ("enrolment.snapshot", "enrolment.store", "enrolment.imports", "enrolment.geography", "duckdb"),
    "web": ("enrolment.changes", "enrolment.imports", "enrolment.geography", "enrolment.sample"),
    "pages": ("enrolment.query", "enrolment.snapshot", "enrolment.store", "enrolment.imports", "duckdb"),
}
KNOW_STREAMLIT = {"shell", "view", "web", "pages", "app"}


def modules_of(path: Path) -> list[str]:
    """The modules that a file imports, wherever in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "enrolment":
            found += [f"enrolment.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def test_arrows_run_one_way():
    package = ROOT / "enrolment"
    units = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert units - {"__init__"} == set(ROOMS), "every package and module has its place"
    for path in package.rglob("*.py"):
        room = path.relative_to(package).with_suffix("").parts[0]
        below = set(ROOMS[ROOMS.index(room) + 1 :]) if room in ROOMS else set()
        for module in modules_of(path):
            other = module.split(".")[1] if module.startswith("enrolment.") else ""
            assert other in ("", room) or other in below, f"{path.relative_to(ROOT)} imports {module}"
            assert not module.startswith("streamlit") or room in KNOW_STREAMLIT, path
            assert not module.startswith(APART.get(room, ("pages.",))), f"{path.relative_to(ROOT)} imports {module}"


# Functions that are longer than forty lines, each with the reason.
LONG = {
    "_doubts": "one query",
    "check_duplicates": "one query, in parts",
    "take_off": "two tables, each made by one query",
    "villages": "a village's columns, one after the other",
    "_progress": "a campaign's days, one after the other",
    "main": "the benchmark, a line a figure",
}


def test_no_function_grows_beyond_what_one_can_read():
    for folder in ("enrolment", "pages", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            for block in cc_visit(path.read_text(encoding="utf-8")):
                if block.letter == "C":
                    continue  # a class: its methods are looked at each
                is_short = block.endline - block.lineno < 40 or block.name in LONG
                assert is_short, f"{path.name}: {block.name} has {block.endline - block.lineno + 1} lines"
                assert block.complexity <= 20, f"{path.name}: {block.name} has a complexity of {block.complexity}"


STEPS = ("rows", "meaning", "files")  # of an import: each knows those after it only


def test_an_import_is_a_line():
    for number, step in enumerate(STEPS):
        for path in (ROOT / "enrolment" / "imports" / step).rglob("*.py"):
            known = {module.split(".")[2] for module in modules_of(path) if module.startswith("enrolment.imports.")}
            assert not known & {*STEPS[:number], "sources"}, path


def test_pages_know_the_view_and_what_is_said_only():
    for path in (ROOT / "pages").glob("*.py"):
        assert not [module for module in modules_of(path) if module.startswith(APART["pages"])], path


def test_no_module_imports_itself_by_others():
    package = ROOT / "enrolment"
    graph = {}
    for path in package.rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        targets = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("enrolment"):
                targets |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        graph[name] = targets - {name, "enrolment"}
    graphlib.TopologicalSorter({name: found & graph.keys() for name, found in graph.items()}).prepare()


def test_no_sql_is_formatted_where_people_ask():
    for path in [
        *ROOT.glob("pages/*.py"),
        *(ROOT / "enrolment" / "view").glob("*.py"),
        *(ROOT / "enrolment" / "query").glob("*.py"),
    ]:
        assert not re.search(r"execute\(\s*f[\"']", path.read_text(encoding="utf-8")), path
