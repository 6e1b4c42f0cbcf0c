"""Findings as text, JSON, SARIF, GitHub and GitLab annotations or JUnit: one result type, one table of reporters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from remit.compiler import Compilation
from remit.diagnostics import Edit, Related, Severity, Span
from remit.excerpt import Source, columns, marked, printable
from remit.judgement import Finding
from remit.messages import catalogue, message, related_message
from remit.source.characters import FORBIDDEN
from remit.words import words

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MANY, _MOST = 20, 5


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported, in which language, and where the lines of the files are.

    `hidden` counts what is left out by reason (baseline, since, dated); `waived` are the findings that are waived;
    `totals` are the counts to close with where more was found than is told; without `summary` there is no closing at all.
    """

    findings: Sequence[Finding]
    lang: str
    source: Source
    waived: Sequence[Finding] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)
    colour: bool = False
    totals: Mapping[str, int] | None = None
    summary: bool = True

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each severity, and how many are waived."""
        if self.totals is not None:
            return self.totals
        found = Counter(finding.severity for finding in self.findings)
        return {**{severity.value: found[severity] for severity in Severity}, "waived": len(self.waived)}

    def message(self, finding: Finding) -> str:
        """What is wrong and what to do."""
        return message(finding.diagnostic, self.lang)

    def related(self, item: Related) -> str:
        """The words beside a second place."""
        return related_message(item, self.lang)


Reporter = Callable[[Report], str]


def summary(compilation: Compilation) -> dict[str, int]:
    """How many findings of each severity count, and how many are waived."""
    return {**{severity.value: compilation.count(severity) for severity in Severity}, "waived": compilation.waived}


def text(report: Report) -> str:
    """For people: place, severity, code and message, the lines themselves, second places; the last line is the count."""
    lines: list[str] = []
    above = ""
    for finding in report.findings:
        path = finding.diagnostic.span.path
        if above not in ("", path):
            lines.append("")
        above = path
        lines += _finding(report, finding)
    if not report.summary:
        return "\n".join(lines)
    if report.findings:
        lines.append("")
    if len(report.findings) > _MANY:
        most = Counter(finding.diagnostic.name for finding in report.findings).most_common(_MOST)
        shown = ", ".join(f"{catalogue()[name].code} {name} {number}" for name, number in most)
        lines.append(words("most_frequent", report.lang, codes=shown))
    left_out = [words(f"hidden.{name}", report.lang, number=number) for name, number in report.hidden.items() if number]
    if left_out:
        separator = words("hidden.separator", report.lang)
        lines.append(words("hidden.line", report.lang, parts=separator.join(left_out)))
    lines.append(words("count", report.lang, **report.counts))
    return "\n".join(lines)


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    diagnostic, lang = finding.diagnostic, report.lang
    severity = _style(report, words(f"severity.{finding.severity.value}", lang), fg=_COLOURS[finding.severity])
    code = _style(report, finding.code, bold=True)
    said = printable(report.message(finding))
    yield words("finding", lang, **_place(diagnostic.span), severity=severity, code=code, message=said)
    yield from _excerpt(report, diagnostic.span, _COLOURS[finding.severity])
    for related in diagnostic.related:
        yield words("related", lang, **_place(related.span), message=printable(report.related(related)))
        yield from _excerpt(report, related.span, "blue")
    if diagnostic.fix:
        fixes = "; ".join(_fix(edit, lang) for edit in diagnostic.fix)
        yield _style(report, words("fixable", lang, fixes=printable(fixes)), fg="green")
    if diagnostic.dated:
        yield words("dated", lang)


def _place(span: Span) -> dict[str, object]:
    return {"path": printable(span.path), "line": span.line, "column": span.column}


def _fix(edit: Edit, lang: str) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in edit.pointer)
    return words(f"edit.{edit.action}", lang, place=place, text=edit.text)


def _excerpt(report: Report, span: Span, colour: str) -> Iterator[str]:
    line = report.source.line(span)
    if line is None or not line.strip():
        return
    before, meant, after, column = marked(line, span.column)
    yield f"    {span.line:>5} │ {before}{_style(report, meant, fg=colour)}{after}".rstrip()
    width = max(columns(meant), 1)
    yield f"          │ {' ' * column}{_style(report, '^' * width, fg=colour)}"


def _style(report: Report, words_: str, **style: Any) -> str:
    return click.style(words_, **style) if report.colour and words_ else words_


def as_json(report: Report) -> str:
    """For machines; the format is a fixed interface."""
    findings = [_entry(report, finding) for finding in report.findings]
    found = {"findings": findings, "summary": report.counts, "hidden": report.hidden}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _entry(report: Report, finding: Finding) -> dict[str, object]:
    diagnostic = finding.diagnostic
    return {
        "code": finding.code, "name": diagnostic.name, "severity": finding.severity.value,
        "path": diagnostic.span.path, "line": diagnostic.span.line, "column": diagnostic.span.column,
        "subject": diagnostic.subject, "message": report.message(finding), "fingerprint": finding.fingerprint,
        "related": [
            {"path": item.span.path, "line": item.span.line, "column": item.span.column, "message": report.related(item)}
            for item in diagnostic.related
        ],
        "fixable": bool(diagnostic.fix), "dated": diagnostic.dated,
    }  # fmt: skip


_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report) -> str:
    """Workflow commands that GitHub shows beside the changed line."""
    lines = []
    for finding in report.findings:
        span = finding.diagnostic.span
        title = f"{finding.code} {finding.diagnostic.name}"
        place = f"file={_property(span.path)},line={span.line},col={span.column},title={_property(title)}"
        lines.append(f"::{_GITHUB_LEVEL[finding.severity]} {place}::{_data(_with_places(report, finding))}")
    return "\n".join([*lines, words("count", report.lang, **report.counts)])


def _with_places(report: Report, finding: Finding) -> str:
    """The message, and a line for each second place."""
    places = [
        f"{item.span.path}:{item.span.line}:{item.span.column} {report.related(item)}"
        for item in finding.diagnostic.related
    ]
    return "\n".join([report.message(finding), *places])


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


_GITLAB_LEVEL = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: Report) -> str:
    """GitLab's code quality report. It takes two entries with one fingerprint for the same: repeated ones are numbered."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in report.findings:
        diagnostic = finding.diagnostic
        own = f"{finding.code}\0{diagnostic.span.path}"
        seen[own + diagnostic.subject] += 1
        again = seen[own + diagnostic.subject]
        entries.append(
            {
                "description": report.message(finding),
                "check_name": finding.code,
                "fingerprint": diagnostic.fingerprint(own if again == 1 else f"{own}\0{again}"),
                "severity": _GITLAB_LEVEL[finding.severity],
                "location": _lines(diagnostic.span),
                "other_locations": [_lines(item.span) for item in diagnostic.related],
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=1)


def _lines(span: Span) -> dict[str, object]:
    return {"path": span.path, "lines": {"begin": span.line}}


def junit(report: Report) -> str:
    """JUnit XML: one failed case a finding, one passed case where there is none."""
    cases = [_case(report, finding) for finding in report.findings] or ['  <testcase classname="remit" name="check"/>']
    counted = f'tests="{len(cases)}" failures="{len(report.findings)}" errors="0" skipped="0"'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuite name="remit" {counted}>', *cases, "</testsuite>"]
    )


def _case(report: Report, finding: Finding) -> str:
    span = finding.diagnostic.span
    name = _attribute(f"{finding.code} {finding.diagnostic.subject}")
    place = f'file={_attribute(span.path)} line="{span.line}"'
    said = f"{span.path}:{span.line}:{span.column} {_with_places(report, finding)}"
    failure = f"<failure type={_attribute(finding.severity.value)} message={_attribute(report.message(finding))}>"
    case = f"  <testcase classname={_attribute(span.path)} name={name} {place}>"
    from xml.sax.saxutils import escape  # brings half of the network along

    return f"{case}{failure}{escape(FORBIDDEN.sub('', said))}</failure></testcase>"


def _attribute(value: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(FORBIDDEN.sub("", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
