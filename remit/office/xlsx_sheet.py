"""A worksheet of xlsxwriter for formulas of ours: imported as late as xlsxwriter itself."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):
    """Takes formulas as they are. xlsxwriter looks in each for thirty functions newer than the file format, which a scorecard
    of some hundred formulas spends a third of its time on; none of them is used here."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
