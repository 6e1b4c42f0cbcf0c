"""What must hold of any input at all: no exception, the same answer twice, findings that point into the files and can be shown.

Where nothing is wrong with a company, everything that can be made of it must be made.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from lxml import etree

from remit.building import edition_of
from remit.checking import REPORTERS
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Severity, Span
from remit.excerpt import Source
from remit.registry import BACKENDS
from remit.report import Report
from remit.source.characters import FORBIDDEN

DAY = "2026-06-30"
LANGUAGES = ("zh", "en")
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")


def examine(root: Path, *, render: bool = True) -> Compilation:
    """Compile what is under `root`, look at every finding, and where there is no error make every output. Asserts."""
    made = compile_tree(root, DAY)
    again = compile_tree(root, DAY)
    assert [repr(one) for one in made.findings] == [repr(one) for one in again.findings], (
        "another answer the second time"
    )
    for finding in made.findings:
        placed(root, finding.diagnostic.span)
        for item in finding.diagnostic.related:
            placed(root, item.span)
    _shown(root, made)
    if render and made.organisation is not None and not made.count(Severity.ERROR):
        rendered(root, made)
    return made


def rendered(root: Path, made: Compilation) -> dict[str, bytes]:
    """Every output of a company, by path."""
    assert made.organisation is not None
    # In turn what is in force and what is being written, by nothing but the input.
    edition = edition_of(made, made.organisation, DAY, None, draft=len(made.findings) % 2 == 0)
    files: dict[str, bytes] = {}
    for backend in BACKENDS:
        files |= backend.render(edition)
    return files


def placed(root: Path, span: Span) -> None:
    """A finding points at a line and column that are there."""
    path = root / span.path
    if span == Span(span.path):
        return
    data = path.read_bytes()
    lines = _LINE_ENDS.split(data)
    assert 1 <= span.line <= len(lines), f"{span}: {len(lines)} lines"
    # libyaml counts NEL and the separators as line ends; what holds them is refused, but at the place of the first.
    text = lines[span.line - 1].decode("utf-8-sig" if span.line == 1 else "utf-8", "replace")
    assert 1 <= span.column <= len(text) + 1, f"{span}: {len(text)} columns"


def _shown(root: Path, made: Compilation) -> None:
    """Every format can be made in every language, and what reads it can read it."""
    for lang in LANGUAGES:
        for colour in (False, True):
            report = Report(made.findings, lang, Source(root), colour=colour)
            shown = {name: reporter(report) for name, reporter in REPORTERS.items()}
            for name, text in shown.items():
                text.encode()
                if name in ("json", "sarif", "gitlab"):
                    json.loads(text)
                elif name == "junit":
                    assert len(etree.fromstring(text.encode())) == max(len(made.findings), 1)
                elif name == "github":
                    assert text.count("\n") == len(made.findings), "a finding is not one line"
                elif not colour:
                    assert not FORBIDDEN.search(re.sub("[\n\ufffd]", "", text)), "a character that steers a terminal"
