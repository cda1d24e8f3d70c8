"""Import before pandas: keeps Arrow out of a process until a Parquet file needs it.

pandas loads Arrow wherever it is installed: 68 of its 104 MB, which a server and the worker that waits beside it would
hold for nothing. Pages draw no data frames of Streamlit's, and DuckDB hands its answers over as NumPy arrays.
"""

import sys
from typing import Any

modules: dict[str, Any] = sys.modules
modules.setdefault("pyarrow", None)  # importing it fails then, as if it were not installed
