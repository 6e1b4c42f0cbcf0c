"""Formulas of a scorecard: attainment of a target, points, weighted scores, over cells that people fill in.

What is not filled in counts nowhere; what is no number is named beside the entry and counts nowhere either.
"""

from __future__ import annotations

from collections.abc import Sequence

from remit.office.sheets import Formula


def quoted(text: str) -> str:
    """`text` as a string in a formula."""
    return '"' + text.replace('"', '""') + '"'


def sheet_cell(sheet: str, cell: str) -> str:
    """A cell of another sheet."""
    return "'" + sheet.replace("'", "''") + "'!" + cell


def number(value: float) -> str:
    """A number as formulas write it."""
    return format(value, ".15g")


def attainment(cell: str, share: str, not_a_number: str) -> Formula:
    """`share`, an expression over `cell`, where the cell holds a number; what it says instead where it holds words."""
    return Formula(f'=IF(ISBLANK({cell}),"",IF(ISNUMBER({cell}),{share},{quoted(not_a_number)}))')


def at_least(cell: str, bound: float) -> str:
    """The share of a target that is reached from below; all or nothing where the target is no positive number."""
    return f"{cell}/{number(bound)}" if bound > 0 else f"IF({cell}>={number(bound)},1,0)"


def at_most(cell: str, bound: float) -> str:
    """The share of a target not to be exceeded; all or nothing where the target is no positive number."""
    return f"MAX(0,2-{cell}/{number(bound)})" if bound > 0 else f"IF({cell}<={number(bound)},1,0)"


def exactly(cell: str, bound: float) -> str:
    """The share of a target to be met as it is, less by every deviation."""
    if not bound:
        return f"IF({cell}=0,1,0)"
    return f"MAX(0,1-ABS({cell}-({number(bound)}))/{number(abs(bound))})"


def within(cell: str, low: float, high: float) -> str:
    """The share of a range: whole inside, less with the distance from the nearer bound outside."""
    below = f"MAX(0,1-({number(low)}-{cell})/{number(abs(low))})" if low else "0"
    above = f"MAX(0,1-({cell}-({number(high)}))/{number(abs(high))})" if high else "0"
    return f"IF({cell}<{number(low)},{below},IF({cell}>{number(high)},{above},1))"


def points(share: str, most: float) -> Formula:
    """The points of an attainment in the cell `share`: a hundred for the whole, at most `most`, at least none."""
    return Formula(f'=IF(ISNUMBER({share}),MAX(0,MIN({number(most)},{share}*100)),"")')


def weighted_mean(values: str, weights: str) -> Formula:
    """The mean of the numbers among `values` by their weights; nothing where there is none."""
    held = f"SUMPRODUCT(--ISNUMBER({values}),{weights})"
    return Formula(f'=IF({held}=0,"",SUMPRODUCT({values},{weights})/{held})')


def weight_of_numbers(values: str, weights: str) -> Formula:
    """The sum of the weights beside the numbers among `values`."""
    return Formula(f"=SUMPRODUCT(--ISNUMBER({values}),{weights})", 0.0)


def count(cells: Sequence[str]) -> Formula:
    """How many of the cells hold numbers."""
    return Formula(f"=COUNT({','.join(cells)})", 0.0)


def mean(cells: Sequence[str]) -> Formula:
    """The mean of the numbers in the cells; nothing where there is none."""
    held = ",".join(cells)
    return Formula(f'=IF(COUNT({held})=0,"",SUM({held})/COUNT({held}))')


def share_of(value: str, weight: str) -> Formula:
    """The part of a score that a value has by its weight in per cent; nothing where either is no number."""
    return Formula(f'=IF(AND(ISNUMBER({value}),ISNUMBER({weight})),{value}*{weight}/100,"")')


def joined(pattern: str, **cells: str) -> Formula:
    """`pattern` as a formula that puts the text of cells where it names them in braces."""
    text, shown = quoted(pattern), pattern
    for name, cell in cells.items():
        text = text.replace(f"{{{name}}}", f'"&{cell}&"')
        shown = shown.replace(f"{{{name}}}", "")
    return Formula(f"={text}", shown)
