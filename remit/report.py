"""Findings as text, JSON, SARIF, GitHub and GitLab annotations or JUnit: one result type, one table of reporters."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from remit import __version__
from remit.compiler import Compilation, Finding
from remit.diagnostics import Severity
from remit.messages import catalogue, message, related_message
from remit.words import words

Reporter = Callable[[Sequence[Finding], Mapping[str, int], str], str]


def summary(compilation: Compilation) -> dict[str, int]:
    """How many findings of each severity, and how many are waived."""
    return {**{severity.value: compilation.count(severity) for severity in Severity}, "waived": compilation.waived}


def text(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """For people: place, severity, code and message, second places below; the last line is the count."""
    lines: list[str] = []
    for finding in findings:
        diagnostic = finding.diagnostic
        place = {"path": diagnostic.span.path, "line": diagnostic.span.line, "column": diagnostic.span.column}
        severity = words(f"severity.{finding.severity.value}", lang)
        lines.append(
            words("finding", lang, **place, severity=severity, code=finding.code, message=message(diagnostic, lang))
        )
        for related in diagnostic.related:
            place = {"path": related.span.path, "line": related.span.line, "column": related.span.column}
            lines.append(words("related", lang, **place, message=related_message(related, lang)))
    lines.append(words("count", lang, **counts))
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """For machines; the format is a fixed interface."""
    return json.dumps(
        {"findings": [_entry(finding, lang) for finding in findings], "summary": counts}, ensure_ascii=False, indent=1
    )


def _entry(finding: Finding, lang: str) -> dict[str, object]:
    diagnostic = finding.diagnostic
    return {
        "code": finding.code, "name": diagnostic.name, "severity": finding.severity.value,
        "path": diagnostic.span.path, "line": diagnostic.span.line, "column": diagnostic.span.column,
        "subject": diagnostic.subject, "message": message(diagnostic, lang),
        "fingerprint": diagnostic.fingerprint(finding.code),
        "related": [
            {"path": item.span.path, "line": item.span.line, "column": item.span.column, "message": related_message(item, lang)}
            for item in diagnostic.related
        ],
    }  # fmt: skip


_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """SARIF 2.1.0 (OASIS), as code-scanning services read it."""
    used = sorted({finding.diagnostic.name for finding in findings}, key=lambda name: catalogue()[name].code)
    rules = [
        {
            "id": catalogue()[name].code,
            "name": name,
            "shortDescription": {"text": catalogue()[name].text("message", lang)},
        }
        for name in used
    ]
    results = [
        {
            "ruleId": finding.code,
            "level": _SARIF_LEVEL[finding.severity],
            "message": {"text": message(finding.diagnostic, lang)},
            "locations": [
                _sarif_place(finding.diagnostic.span.path, finding.diagnostic.span.line, finding.diagnostic.span.column)
            ],
            "partialFingerprints": {"remit/v1": finding.diagnostic.fingerprint(finding.code)},
        }
        for finding in findings
    ]
    driver = {"name": "remit", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _sarif_place(path: str, line: int, column: int) -> dict[str, object]:
    return {
        "physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": line, "startColumn": column}}
    }


_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """Workflow commands that GitHub shows beside the changed line."""
    lines = []
    for finding in findings:
        diagnostic = finding.diagnostic
        place = f"file={_github(diagnostic.span.path)},line={diagnostic.span.line},col={diagnostic.span.column},title={finding.code}"
        lines.append(f"::{_GITHUB_LEVEL[finding.severity]} {place}::{_github(message(diagnostic, lang))}")
    return "\n".join([*lines, words("count", lang, **counts)])


def _github(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


_GITLAB_LEVEL = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """GitLab's code quality report."""
    entries = [
        {
            "description": message(finding.diagnostic, lang),
            "check_name": finding.code,
            "fingerprint": finding.diagnostic.fingerprint(f"{finding.code}\0{finding.diagnostic.span.path}"),
            "severity": _GITLAB_LEVEL[finding.severity],
            "location": {"path": finding.diagnostic.span.path, "lines": {"begin": finding.diagnostic.span.line}},
        }
        for finding in findings
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1)


def junit(findings: Sequence[Finding], counts: Mapping[str, int], lang: str) -> str:
    """JUnit XML: one failed case a finding, one passed case where there is none."""
    cases = [
        f"  <testcase classname={quoteattr(finding.diagnostic.span.path)} name={quoteattr(f'{finding.code} {finding.diagnostic.subject}')}>"
        f"<failure type={quoteattr(finding.severity.value)}>{escape(message(finding.diagnostic, lang))}</failure></testcase>"
        for finding in findings
    ] or ['  <testcase classname="remit" name="check"/>']
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="remit" tests="{len(cases)}" failures="{len(findings)}">'
    return "\n".join([head, *cases, "</testsuite>"])


REPORTERS: Mapping[str, Reporter] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
}
