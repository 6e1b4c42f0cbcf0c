"""SARIF 2.1.0 (OASIS), as code-scanning services and editors read it: rules with their help, fixes, waivers as suppressions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from remit import __version__
from remit.diagnostics import Diagnostic, Edit, Severity, Span
from remit.fix import read_text, splice_of
from remit.judgement import Finding
from remit.messages import FindingType, catalogue
from remit.report import Report
from remit.rules import rules
from remit.source.characters import place
from remit.source.splices import UnfixableError
from remit.words import words

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PARTS = ("what", "why", "instead")


def sarif(report: Report) -> str:
    """One run; waived findings are in it, marked as suppressed by their reason."""
    findings = [*report.findings, *report.waived]
    names = sorted({finding.diagnostic.name for finding in findings}, key=lambda name: catalogue()[name].code)
    number = {name: place for place, name in enumerate(names)}
    driver = {
        "name": "remit",
        "version": __version__,
        "rules": [_rule(catalogue()[name], report.lang) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, number) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(entry: FindingType, lang: str) -> dict[str, object]:
    """A rule with its help in the language of the report first, then in the other."""
    by_language = {code: _help(entry, code) for code in sorted(("zh", "en"), key=lambda code: code != lang)}
    return {
        "id": entry.code,
        "name": entry.name,
        "shortDescription": {"text": _named(entry, lang)},
        "fullDescription": {"text": " ".join(by_language[code][0] for code in by_language)},
        "help": {
            "text": "\n\n".join("\n".join(parts) for parts in by_language.values()),
            "markdown": "\n\n---\n\n".join("\n\n".join(parts) for parts in by_language.values()),
        },
        "defaultConfiguration": {"level": _LEVEL[entry.severity]},
    }


def _named(entry: FindingType, lang: str) -> str:
    """What a rule finds, without the particulars of one finding."""
    return _help(entry, lang)[0]


def _help(entry: FindingType, lang: str) -> list[str]:
    """What a rule finds, why, and what to do instead: from the catalogue, else from the rule's own documentation."""
    if entry.text("what", lang) and lang in entry.texts:
        return [entry.text(part, lang) for part in _PARTS if entry.text(part, lang)]
    rule = rules().get(entry.name)
    if rule is not None:
        return [" ".join(part.split()) for part in rule.documentation.split("\n\n")]
    return [_without_braces(entry.text(part, lang)) for part in ("message", "fix") if entry.text(part, lang)]


def _without_braces(text: str) -> str:
    return re.sub(r"\{(\w*)\}", "…", text.replace("{{", "\0").replace("}}", "\1")).replace("\0", "{").replace("\1", "}")


def _result(report: Report, finding: Finding, number: Mapping[str, int]) -> dict[str, object]:
    diagnostic = finding.diagnostic
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": number[diagnostic.name],
        "level": _LEVEL[finding.severity],
        "message": {"text": report.message(finding)},
        "locations": [{**_place(diagnostic.span), "logicalLocations": [{"fullyQualifiedName": diagnostic.subject}]}],
        "partialFingerprints": {"remit/v1": finding.fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": place, **_place(item.span), "message": {"text": report.related(item)}}
            for place, item in enumerate(diagnostic.related, 1)
        ]
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    changes = _changes(report, diagnostic)
    if changes:
        result["fixes"] = [{"description": {"text": words("fix_title", report.lang)}, "artifactChanges": changes}]
    if diagnostic.dated:
        result["properties"] = {"dated": True}
    return result


def _place(span: Span) -> dict[str, object]:
    region = {"startLine": span.line, "startColumn": span.column}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(span.path)}, "region": region}}


def _changes(report: Report, diagnostic: Diagnostic) -> list[dict[str, object]]:
    """The edits of a fix by file; none where one of them cannot be carried out."""
    by_path: dict[str, list[object]] = {}
    for edit in diagnostic.fix:
        replacement = _replacement(report, edit)
        if replacement is None:
            return []
        by_path.setdefault(edit.path, []).append(replacement)
    return [
        {"artifactLocation": {"uri": quote(path)}, "replacements": replacements}
        for path, replacements in by_path.items()
    ]


def _replacement(report: Report, edit: Edit) -> dict[str, object] | None:
    text = read_text(report.source.root, edit.path)
    try:
        splice = splice_of(text, edit) if text is not None else None
    except UnfixableError:
        return None
    if text is None or splice is None:
        return None
    start, end = place(text, splice.start), place(text, splice.end)
    region = {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
    return {"deletedRegion": region, "insertedContent": {"text": splice.text}}
