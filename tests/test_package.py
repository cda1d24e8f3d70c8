"""Installed, outside any checkout: the command builds, asks and serves."""

import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

from enrolment.settings import ROOT


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has the wheel, and this one's libraries without their own `.pth`."""
    folder = tmp_path_factory.mktemp("package")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(wheel, check=True, cwd=folder)
    venv.EnvBuilder(with_pip=False).create(folder / "env")
    bin_folder = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / Path(sys.executable).name
    (built,) = folder.glob("*.whl")
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(built)], check=True)
    found = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    (Path(found.stdout.strip()) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return bin_folder


def outside() -> dict[str, str]:
    """The environment of somebody who has no checkout and has set nothing."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("ENROLMENT_", "PYTHONPATH"))}


def test_build_and_query(commands, tmp_path):
    def run(*words: str) -> str:
        command = [str(commands / "enrolment"), *words]
        done = subprocess.run(command, cwd=tmp_path, env=outside(), capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("build")
    assert (tmp_path / ".store" / "ledger.json").exists(), "the store lies where the command was given"
    said = run("query", "overview/standing", "place=01864", "as_of=2025-08-02", "--format", "json")
    done = {row["indicator_code"]: row["done_count"] for row in json.loads(said)}
    assert done["vneid_level2"] == 6549
    assert json.loads(run("status", "--json"))["villages"] == 38


def test_the_server_builds_the_sample_and_serves_pages(commands, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(commands / "enrolment"), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=outside(), start_new_session=os.name == "posix") as server:
        try:
            assert json.loads(_answer(f"http://localhost:{port}/health", server))["data_version"]
            page = _answer(f"http://localhost:{port}/map", server)
            assert "__streamlit" in page
            needed = re.findall(r'href="(/[^"]*drawing[^"]*)"', page)
            assert len(needed) == 2, "the script that draws the map, and the one that fetches it"
            assert all("export" in _answer(f"http://localhost:{port}{address}", server) for address in needed)
            assert "6549" in _answer(
                f"http://localhost:{port}/download/overview/standing.csv?place=01864&as_of=2025-08-02", server
            )
        finally:
            _stop(server)


def _answer(address: str, server: subprocess.Popen[bytes]) -> str:
    """What the server answers once it does; it has two minutes, as long as it lives."""
    deadline = time.monotonic() + 120
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode("utf-8")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}, server: {server.poll()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(server.pid, 15)  # the command and the server that it started
    else:
        server.kill()
