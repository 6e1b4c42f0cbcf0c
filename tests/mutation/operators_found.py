"""Loads every module of operators/, so that its planters register: discovered, never listed."""

from __future__ import annotations

import importlib
from pathlib import Path


def load() -> None:
    """Import all operator modules."""
    for path in sorted((Path(__file__).parent / "operators").glob("*.py")):
        importlib.import_module(f"tests.mutation.operators.{path.stem}")
