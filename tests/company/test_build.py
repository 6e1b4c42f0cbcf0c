"""The build as its users meet it: what is refused, what is kept, what is repeated to the byte."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli import program

EXAMPLE = Path(__file__).parent / "small"
pytestmark = pytest.mark.xdist_group("small builds")


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A company of a few files."""
    root = tmp_path / "company"
    shutil.copytree(EXAMPLE, root)
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same company with its output, to be copied."""
    root = tmp_path_factory.mktemp("built") / "company"
    shutil.copytree(EXAMPLE, root)
    assert run(root, "build").exit_code == 0
    return root


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(program, ["--root", str(root), "--as-of", "2026-06-30", "--lang", "en", *args])


def test_the_layout_of_the_output(company: Path) -> None:
    assert run(company, "build").exit_code == 0
    written = tree(company / "site")
    for path in (
        "index.html", "zh/index.html", "en/posts/clerk/index.html", "zh/processes/order/index.html", "zh/raci/index.html",
        "zh/calendar/index.html", "zh/coverage/index.html", "zh/register/index.html", "zh/quality/index.html",
        "downloads/zh/job-descriptions/clerk.docx", "downloads/en/raci/order.xlsx", "downloads/zh/raci/company.xlsx",
        "downloads/en/authorities.xlsx", "model.json", "build.json",
    ):  # fmt: skip
        assert path in written, path


def test_only_keeps_the_rest(company: Path) -> None:
    run(company, "build")
    before = tree(company / "site")
    page = company / "site" / "zh" / "index.html"
    page.write_text("changed by hand")
    result = run(company, "build", "--only", "model")
    assert result.exit_code == 0
    assert page.read_text() == "changed by hand"
    assert tree(company / "site").keys() == before.keys()


def test_a_foreign_folder_is_refused_and_left_alone(company: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    result = run(company, "build", "--out", str(foreign))
    assert result.exit_code == 2
    assert tree(foreign).keys() == {"thesis.txt"}


def test_an_output_that_is_gone_from_the_source_is_removed(company: Path) -> None:
    run(company, "build")
    (company / "policies/glossary/reel.yaml").unlink()
    run(company, "build")
    assert not (company / "site/zh/glossary/reel").exists()


def _replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def _write(path: str, data: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return change


def _cycle(root: Path) -> None:
    (root / "policies/posts/b.yaml").write_text("name: {zh: 乙, en: B}\nunit: company\nsuperior: c\n", "utf-8")
    (root / "policies/posts/c.yaml").write_text("name: {zh: 丙, en: C}\nunit: company\nsuperior: a\n", "utf-8")
    (root / "policies/posts/a.yaml").write_text("name: {zh: 甲, en: A}\nunit: company\nsuperior: b\n", "utf-8")


BAD_INPUT: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "unknown key": (
        _replace("policies/posts/clerk.yaml", "superior:", "superier:"),
        "policies/posts/clerk.yaml:3:1",
        "LNG101",
    ),
    "misspelt reference": (
        _replace("policies/posts/clerk.yaml", "superior: head", "superior: haed"),
        "policies/posts/clerk.yaml:3:11",
        "LNG201",
    ),
    "missing required field": (
        _replace("policies/posts/clerk.yaml", "    text: {", "    objects: [x]\n    tasks: [y]\n    note: {"),
        "policies/posts/clerk.yaml:7:5",
        "LNG102",
    ),
    "duplicate id": (
        _write("policies/posts/office/clerk.yaml", b"name: {zh: x, en: y}\n"),
        "policies/posts/office/clerk.yaml:1:1",
        "LNG035",
    ),
    "duplicate key": (
        _replace("policies/posts/clerk.yaml", "superior: head", "superior: head\nsuperior: head"),
        "policies/posts/clerk.yaml:4:1",
        "LNG023",
    ),
    "no as a value": (
        _replace("policies/posts/clerk.yaml", "headcount: 2", "headcount: no"),
        "policies/posts/clerk.yaml:4:12",
        "LNG103",
    ),
    "0010 as a value": (
        _replace("policies/posts/clerk.yaml", "headcount: 2", "headcount: 0010"),
        "policies/posts/clerk.yaml:4:12",
        "LNG103",
    ),
    "a date as a value": (
        _replace("policies/posts/clerk.yaml", "headcount: 2", "headcount: 2026-01-01"),
        "policies/posts/clerk.yaml:4:12",
        "LNG103",
    ),
    "tab": (
        _replace("policies/posts/clerk.yaml", "  - id: take", "\t- id: take"),
        "policies/posts/clerk.yaml:7:1",
        "LNG010",
    ),
    "empty file": (_write("policies/posts/clerk.yaml", b""), "policies/posts/clerk.yaml:1:1", "LNG004"),
    "cycle of three": (_cycle, "policies/posts/a.yaml:3:11", "ORG101"),
    "invalid utf-8": (
        _write("policies/posts/clerk.yaml", b"name: \xb2\xc9\xb9\xba\n"),
        "policies/posts/clerk.yaml:1:7",
        "LNG002",
    ),
    "50 MB": (
        _write("policies/posts/clerk.yaml", b"name: x\n" + b"# padding\n" * 5_000_000),
        "policies/posts/clerk.yaml:1:1",
        "LNG001",
    ),
    "an id that is a path": (
        _replace("policies/posts/clerk.yaml", "superior: head", "superior: ../head"),
        "policies/posts/clerk.yaml:3:11",
        "LNG105",
    ),
    "missing English name": (
        _replace("policies/posts/clerk.yaml", "{zh: 文员, en: Clerk}", "文员"),
        "policies/posts/clerk.yaml:1:7",
        "TXT101",
    ),
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_named_and_writes_nothing(built: Path, tmp_path: Path, case: str) -> None:
    change, place, code = BAD_INPUT[case]
    company = shutil.copytree(built, tmp_path / "company")
    before = tree(company / "site")
    change(company)
    result = run(company, "build")
    assert result.exit_code == 1
    errors = [line for line in result.output.splitlines() if " error " in line]
    assert len(errors) == 1, result.output  # one typo, one finding: not fifty that follow from it
    assert any(line.startswith(f"{place} error {code} ") for line in result.output.splitlines()), result.output
    assert tree(company / "site") == before


def test_check_writes_nothing_and_counts(company: Path) -> None:
    """Nothing but its cache, which git ignores."""
    before = tree(company)
    result = run(company, "check")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("errors: 0,")
    assert (company / ".remit" / "cache" / "check" / ".gitignore").read_text("utf-8") == "*\n"
    shutil.rmtree(company / ".remit")
    assert tree(company) == before


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "junit"])
def test_every_reporter_names_the_finding(company: Path, form: str) -> None:
    _replace("policies/posts/clerk.yaml", "superior: head", "superior: haed")(company)
    result = run(company, "check", "--format", form)
    assert result.exit_code == 1
    assert "LNG201" in result.output
    assert "clerk.yaml" in result.output


def test_approve_records_content_and_a_change_shows(company: Path) -> None:
    assert "DOC101" in run(company, "check").output
    result = run(company, "approve", "post:clerk", "--by", "head", "--on", "2026-01-05", "--prepared-by", "clerk")
    assert result.exit_code == 0
    assert "post:clerk" not in run(company, "check", "--select", "DOC101").output
    _replace("policies/posts/clerk.yaml", "headcount: 2", "headcount: 3")(company)
    changed = run(company, "check", "--select", "DOC102").output
    assert re.search(r"headcount.* 2 .* 3|“2”.*“3”", changed, re.IGNORECASE), changed


def test_nobody_approves_what_he_prepared(company: Path) -> None:
    result = run(company, "approve", "post:clerk", "--by", "head", "--on", "2026-01-05", "--prepared-by", "head")
    assert result.exit_code == 2
    assert not (company / "policies/approvals").exists()
