"""`remit check`: everything is checked, what lies under PATH is reported, nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from remit.cli import Settings
from remit.compiler import Compilation, Finding, compile_tree
from remit.diagnostics import Severity
from remit.report import REPORTERS
from remit.words import words


@click.command("check", help=words("help.check"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(list(REPORTERS)), default="text", help=words("help.check_format")
)
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), help=words("help.check_fail_on"))
@click.option("--select", default="", help=words("help.check_select"))
@click.option("--ignore", default="", help=words("help.check_ignore"))
@click.pass_obj
def command(
    settings: Settings, paths: tuple[Path, ...], format_: str, fail_on: str | None, select: str, ignore: str
) -> None:
    """Exit 0 where nothing reaches the failing severity, else 1."""
    root = settings.root
    compilation = compile_tree(root, settings.as_of)
    wanted = [finding for finding in compilation.findings if not finding.waived]
    wanted = _by_code(_under(wanted, root, paths), select, ignore)
    lang = message_language(settings, compilation)
    counts = {severity.value: sum(1 for finding in wanted if finding.severity is severity) for severity in Severity}
    click.echo(REPORTERS[format_](wanted, {**counts, "waived": compilation.waived}, lang))
    threshold = Severity(fail_on or _configured(compilation))
    if any(finding.severity.rank <= threshold.rank for finding in wanted):
        raise SystemExit(1)


def message_language(settings: Settings, compilation: Compilation) -> str:
    """The language asked for, else the first language of the system."""
    if settings.lang:
        return settings.lang
    return compilation.organisation.languages[0] if compilation.organisation else "zh"


def _configured(compilation: Compilation) -> str:
    settings = compilation.organisation.system.lint if compilation.organisation else None
    return (settings.fail_on if settings else None) or Severity.ERROR.value


def _under(findings: Sequence[Finding], root: Path, paths: Sequence[Path]) -> list[Finding]:
    if not paths:
        return list(findings)
    prefixes = [
        path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.as_posix()
        for path in paths
    ]
    return [
        finding
        for finding in findings
        if any(
            prefix == "."
            or finding.diagnostic.span.path == prefix
            or finding.diagnostic.span.path.startswith(f"{prefix.rstrip('/')}/")
            for prefix in prefixes
        )
    ]


def _by_code(findings: Sequence[Finding], select: str, ignore: str) -> list[Finding]:
    chosen = tuple(code.strip() for code in select.split(",") if code.strip())
    ignored = tuple(code.strip() for code in ignore.split(",") if code.strip())
    return [
        finding
        for finding in findings
        if (not chosen or finding.code.startswith(chosen)) and not (ignored and finding.code.startswith(ignored))
    ]
