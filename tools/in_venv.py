"""Run a tool of .venv, wherever the system keeps it: `python tools/in_venv.py ruff check`."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".venv" / ("Scripts" if os.name == "nt" else "bin")

sys.exit(subprocess.run([str(FOLDER / sys.argv[1]), *sys.argv[2:]], check=False).returncode)
