"""Scorecards: what managers type is reckoned as the rule says, by an office suite, and nothing else can be changed."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backends.reading import sheet
from remit.backends import Edition, edition
from remit.backends.scorecards import render
from remit.model.organisation import Organisation

KPIS = {
    "rate": "unit: '%'\ntarget: {at_least: 95}\ndirection: higher\nperiod: {every: month}",
    "output": "unit: {zh: 台, en: sets}\ntarget: {at_least: 40}\nperiod: {every: week}",
    "profit": "target: {at_least: 0}\nperiod: {every: month}",
    "errors": "unit: {zh: 次, en: cases}\ntarget: {at_most: 2}\ndirection: lower\nperiod: {every: quarter}",
    "accidents": "target: {at_most: 0}\nperiod: {every: month}",
    "licences": "unit: '%'\ntarget: {equals: 100}\ndirection: higher\nperiod: {every: half-year}",
    "leaks": "target: {equals: 0}\ndirection: lower\nperiod: {every: month}",
    "stock": "target: {equals: -5}\nperiod: {every: month}",
    "budget": "unit: '%'\ntarget: {at_least: 90, at_most: 103}\ndirection: target\nperiod: {every: quarter}",
    "balance": "target: {at_least: 0, at_most: 3}\nperiod: {every: month}",
    "goal": "target: {text: {zh: 完成体系换版, en: Renew the system}}\nperiod: {every: year}",
    "trust": "target: {vague: {zh: 明显提高, en: much better}}",
}
POSTS = {
    "all": [(name, 8) for name in KPIS],
    "some": [("rate", 50), ("errors", 30), ("goal", 20)],
    "weightless": [("rate", None), ("accidents", 60)],
}
FIRST_ROW, FIRST_COLUMN = 5, 5


def reference(name: str, actual: float) -> float:
    """The attainment that the rule gives, in the unit of the indicator."""
    match name:
        case "rate" | "output" | "licences":
            return actual / {"rate": 0.95, "output": 40, "licences": 1}[name]
        case "profit":
            return 1.0 if actual >= 0 else 0.0
        case "errors":
            return max(0.0, 2 - actual / 2)
        case "accidents" | "leaks":
            return 1.0 if actual <= 0 else 0.0
        case "stock":
            return max(0.0, 1 - abs(actual + 5) / 5)
        case "budget":
            short, over = max(0.0, 0.9 - actual) / 0.9, max(0.0, actual - 1.03) / 1.03
            return max(0.0, 1 - short - over)
        case "balance":
            return 0.0 if actual < 0 else max(0.0, 1 - max(0.0, actual - 3) / 3)
    raise AssertionError(name)


@pytest.fixture
def cards(company: Callable[..., Any]) -> Organisation:
    files = {f"kpis/{name}.yaml": f"name: {{zh: 指标{name}, en: KPI {name}}}\n{text}\n" for name, text in KPIS.items()}
    for post, assigned in POSTS.items():
        lines = [f"  - {{kpi: {name}{'' if weight is None else f', weight: {weight}'}}}\n" for name, weight in assigned]
        files[f"posts/{post}.yaml"] = f"name: {{zh: 岗位{post}, en: Post {post}}}\nkpis:\n{''.join(lines)}"
    files["units/works.yaml"] = "name: {zh: 工厂, en: Works}\ntier: company\nkpis:\n  - {kpi: rate, weight: 100}\n"
    organisation = company(
        files | {"system.yaml": "name: {zh: 甲公司, en: Company A}\nlanguages: [zh, en]\n"}
    ).organisation
    assert organisation is not None
    return organisation


def filled(data: bytes, post: str, chance: random.Random, target: Path) -> dict[tuple[str, int], Any]:
    """Types actuals into the file as a manager would, gaps and slips included; returns them by KPI and period."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    typed: dict[tuple[str, int], Any] = {}
    for page in book.worksheets[1:-1]:
        for row in range(FIRST_ROW, page.max_row + 1):
            if not isinstance(page.cell(row, 1).value, int):
                break
            name = str(page.cell(row, 2).value).removeprefix("指标")
            for block in range((page.max_column - 4) // 3):
                column = FIRST_COLUMN + 3 * block
                values = [None, "很好", 0, 1, 2, 3.5, -1, -5, 39, 44.5, 0.9, 0.95, 0.98, 1.02, 1.08]
                value = chance.choice(values)
                if name in ("goal", "trust"):
                    value, column = chance.choice([None, 70, 100, 120]), column + 2
                page.cell(row, column).value = value
                typed[name, block] = value
    assert {name for name, _ in typed} == {name for name, _ in POSTS[post]}
    book.save(target)
    return typed


def calculated(folder: Path, names: list[str]) -> dict[str, Any]:
    """The files as LibreOffice calculates them."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: libreoffice-calc"
    out = folder / "out"
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(out), *(str(folder / f"{name}.xlsx") for name in names)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in names}


def test_an_office_suite_reckons_as_the_rule_says(cards: Organisation, tmp_path: Path) -> None:
    files, chance = render(edition(cards), "zh"), random.Random(7)
    typed = {
        post: filled(files[f"downloads/zh/scorecards/{post}.xlsx"], post, chance, tmp_path / f"{post}.xlsx")
        for post in POSTS
    }
    for post, book in calculated(tmp_path, list(POSTS)).items():
        year: dict[str, list[float]] = {name: [] for name, _ in POSTS[post]}
        weights = dict(POSTS[post])
        for page in book.worksheets[1:-1]:
            periods: dict[int, list[tuple[float, float]]] = {}
            for row in range(FIRST_ROW, page.max_row + 1):
                if not isinstance(page.cell(row, 1).value, int):
                    break
                name = str(page.cell(row, 2).value).removeprefix("指标")
                for block in range((page.max_column - 4) // 3):
                    attained, points = (page.cell(row, FIRST_COLUMN + 3 * block + place).value for place in (1, 2))
                    value = typed[post][name, block]
                    where = (post, page.title, name, block, value)
                    if name not in ("goal", "trust"):
                        if not isinstance(value, int | float):
                            assert attained in ((None, "") if value is None else ("非数字",)), where
                            assert points in (None, ""), where
                            continue
                        share = reference(name, value)
                        assert attained == pytest.approx(share, abs=1e-9), where
                        assert points == pytest.approx(max(0, min(120, share * 100)), abs=1e-9), where
                    elif value is None:
                        continue
                    else:
                        assert points == value
                    year[name].append(points)
                    if weights[name] is not None:
                        periods.setdefault(block, []).append((points, weights[name]))
            for block in range((page.max_column - 4) // 3):
                total = page.cell(row, FIRST_COLUMN + 3 * block + 2).value
                held = periods.get(block, [])
                if held:
                    mean = sum(points * weight for points, weight in held) / sum(weight for _, weight in held)
                    assert total == pytest.approx(mean, abs=1e-9), (post, page.title, block)
                else:
                    assert total in (None, ""), (post, page.title, block)
        _check_year(book.worksheets[0], year, weights)


def _check_year(page: Any, year: dict[str, list[float]], weights: dict[str, Any]) -> None:
    rows = list(page.iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == "序号") + 1
    means = {}
    for row in rows[start : start + len(year)]:
        name = str(row[1]).removeprefix("指标")
        assert row[8] == len(year[name])
        if year[name]:
            means[name] = sum(year[name]) / len(year[name])
            assert row[9] == pytest.approx(means[name], abs=1e-9), name
        else:
            assert row[9] in (None, ""), name
    counted = {name: mean for name, mean in means.items() if weights[name] is not None}
    covered = sum(weights[name] for name in counted)
    total, below = rows[start + len(year)], rows[start + len(year) + 1]
    assert total[9] == pytest.approx(sum(mean * weights[name] for name, mean in counted.items()) / covered, abs=1e-9)
    assert total[10] == pytest.approx(sum(mean * weights[name] for name, mean in counted.items()) / 100, abs=1e-9)
    assert below[5] == pytest.approx(covered)


def test_a_sheet_for_each_kind_of_period_with_a_block_a_period(cards: Organisation) -> None:
    files = render(edition(cards), "zh")
    assert list(files) == [
        *(f"downloads/zh/scorecards/{post}.xlsx" for post in ("all", "some", "weightless")),
        "downloads/zh/scorecards/units/works.xlsx",
    ]
    book = openpyxl.load_workbook(io.BytesIO(files["downloads/zh/scorecards/all.xlsx"]))
    assert book.sheetnames == ["年度汇总", "月度", "季度", "半年度", "年度", "计分规则"]
    assert [page.max_column for page in book.worksheets[1:5]] == [4 + 36, 4 + 12, 4 + 6, 4 + 3]
    month = book["月度"]
    assert [cell.value for cell in month[3] if cell.value][4:] == [f"{number}月" for number in range(1, 13)]
    assert [row[1].value for row in month.iter_rows(min_row=5, max_row=6)] == ["指标rate", "指标output"]
    assert month["C5"].value == "≥95%"


def test_a_year_that_begins_in_april_has_its_months_in_that_order(company: Callable[..., Any]) -> None:
    files = {
        "system.yaml": "name: A\nlanguages: [en]\nfiscal_year: {start: '04-01'}\n",
        "kpis/rate.yaml": "name: Rate\ntarget: {at_least: 5}\nperiod: {every: month}\n",
        "posts/clerk.yaml": "name: Clerk\nkpis: [{kpi: rate, weight: 100}]\n",
    }
    data = render(edition(company(files).organisation), "en")["downloads/en/scorecards/clerk.xlsx"]
    months = [cell.value for cell in sheet(data, "Monthly")[3] if cell.value][4:]
    assert months[0] == "Apr"
    assert months[-1] == "Mar"


def test_only_entries_can_be_changed_and_take_numbers_alone(cards: Organisation) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(edition(cards), "zh")["downloads/zh/scorecards/some.xlsx"]))
    for page in book.worksheets:
        assert page.protection.sheet
        assert page.protection.password is None
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    month = book["月度"]
    typed = {cell.coordinate for row in month.iter_rows() for cell in row if not cell.protection.locked}
    assert typed == {month.cell(5, 5 + 3 * block).coordinate for block in range(12)}
    (rule,) = month.data_validations.dataValidation
    assert (rule.type, rule.showErrorMessage, {str(part) for part in rule.sqref.ranges}) == ("decimal", True, typed)
    assert "96.5%" in rule.error
    (goal,) = (one for one in book["年度"].data_validations.dataValidation if one.type == "decimal")
    assert (goal.formula1, goal.formula2, str(goal.sqref)) == ("0", "120", "G5")
    summary = book["年度汇总"]
    assert [summary[name].value for name in ("A3", "A4", "A5")] == ["考核年度", "被考核人", "考核人"]
    assert not any(summary[name].protection.locked for name in ("C3", "C4", "C5"))


def test_who_does_not_calculate_sees_empty_scores(cards: Organisation) -> None:
    data = render(edition(cards), "zh")["downloads/zh/scorecards/all.xlsx"]
    for page in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[1:-1]:
        for row in page.iter_rows(min_row=FIRST_ROW, min_col=FIRST_COLUMN, values_only=True):
            assert not any(isinstance(value, int | float) for value in row), page.title


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_valid_the_same_every_time_and_marked(
    cards: Organisation, small_edition: Edition, audit: Callable[[bytes, str], list[str]], lang: str
) -> None:
    for made in (edition(cards), small_edition):
        files = render(made, lang)
        assert files == render(made, lang)
        for data in files.values():
            assert audit(data, "xlsx") == []
            page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
            mark = "未批准" if lang == "zh" else "NOT APPROVED|CONTAINS UNAPPROVED"
            assert any(word in page["A1"].value for word in mark.split("|"))
            assert any(word in page.oddHeader.center.text for word in mark.split("|"))


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+cmd", "@SUM(A1)", "http://a.example/", "'quoted", 'a"b{row}', "{{first}}"]
)
def test_text_never_becomes_a_formula(
    company: Callable[..., Any], audit: Callable[[bytes, str], list[str]], hostile: str
) -> None:
    quoted = "'" + hostile.replace("'", "''") + "'"
    files = {
        "system.yaml": f"name: {quoted}\nlanguages: [en]\n",
        "kpis/rate.yaml": f"name: {quoted}\ndefinition: {quoted}\nunit: {quoted}\ntarget: {{at_most: 5}}\nperiod: {{every: month}}\n",
        "posts/clerk.yaml": f"name: {quoted}\nkpis: [{{kpi: rate, weight: 100}}]\n",
    }
    data = render(edition(company(files).organisation), "en")["downloads/en/scorecards/clerk.xlsx"]
    assert audit(data, "xlsx") == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    plain = hostile.replace("{{", "{").replace("}}", "}")
    name = book["Monthly"]["B5"]
    assert name.value == plain
    assert name.data_type == "s" or name.quotePrefix
    shown = {cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert not any(plain in str(value).replace(",", "") for value in shown if len(plain) > 4)
