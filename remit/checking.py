"""The work of `remit check`: everything is checked, what lies under PATH is reported; only --fix and --write-baseline write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click

from remit import baseline
from remit.cli import Settings
from remit.commands.check import FORMATS, Answer, message_language, wants_colour
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Diagnostic, Severity
from remit.durable import replace_file
from remit.excerpt import Source
from remit.fix import Change, apply
from remit.judgement import Finding, Selection, can_be_baselined, is_known, nearest_code
from remit.model.organisation import Organisation
from remit.proof import evidence_word, prove
from remit.report import Report, Reporter, as_json, github, gitlab, junit, text
from remit.revisions import RevisionError
from remit.sarif import sarif
from remit.since import brought, earlier
from remit.words import words

REPORTERS: Mapping[str, Reporter] = dict(zip(FORMATS, (text, as_json, sarif, github, gitlab, junit), strict=True))
_ROUNDS = 10  # a fix can bring to light what it hid; no chain of them is longer
_NARROWING = ("paths", "select", "ignore", "since", "fix", "no_dated", "verify")


def answer(context: click.Context) -> Answer:
    """What to print, and 0 where nothing reaches the failing severity, else 1."""
    options = context.params
    check = _Check(context)
    compilation = check.compile()
    lang = message_language(check.settings, compilation)
    if options["write_baseline"]:
        _write_baseline(context, check.root, compilation, lang)
        return Answer("", 0)
    if options["fix"]:
        compilation = _fix(check, compilation, lang, quiet=options["format_"] != "text")
    report = check.report(compilation, lang)
    threshold = Severity(options["fail_on"] or _configured(compilation))
    failed = any(finding.severity.rank <= threshold.rank for finding in report.findings)
    return Answer(REPORTERS[options["format_"]](report), int(failed))


class _Check:
    """One call of the command: what it was asked, and the findings it is about."""

    def __init__(self, context: click.Context) -> None:
        self.settings = context.ensure_object(Settings)
        self.root, self.options = self.settings.root, context.params
        self.selection = _selection(self.options["select"], self.options["ignore"], self.settings.lang)
        self.with_baseline = not (self.options["no_baseline"] or self.options["write_baseline"])
        self.before: tuple[Finding, ...] | None = None

    def compile(self) -> Compilation:
        """Everything, as it is on disk now."""
        return compile_tree(
            self.root,
            self.settings.as_of,
            selection=self.selection,
            with_baseline=self.with_baseline,
            also=self._proved if self.options["verify"] else None,
        )

    def _proved(self, organisation: Organisation) -> Iterable[Diagnostic]:
        """What git does not confirm; how much it does is said beside the report."""
        lang = self.settings.lang or organisation.languages[0]
        try:
            proof = prove(self.root, organisation)
        except RevisionError as error:
            raise click.UsageError(words(error.name, lang, folder=self.root.name)) from error
        beyond = words("verify_beyond.separator", lang).join(
            words("verify_beyond.one", lang, type=evidence_word(name, lang), number=number)
            for name, number in proof.beyond.items()
        )
        click.echo(words("verify_proved", lang, confirmed=proof.confirmed, asked=proof.asked), err=True)
        if beyond:
            click.echo(words("verify_beyond.line", lang, parts=beyond), err=True)
        return proof.findings

    def report(self, compilation: Compilation, lang: str) -> Report:
        """What is reported of it, and how much is left out."""
        under = _under(self.root, self.options["paths"])
        found = [finding for finding in compilation.findings if under(finding)]
        hidden = {"baseline": sum(1 for finding in found if finding.baselined)}
        wanted = [finding for finding in found if finding.open]
        if self.options["since"]:
            new = brought(compilation.open, self._earlier(lang))
            chosen = {id(finding) for finding in new}
            hidden["since"] = sum(1 for finding in wanted if id(finding) not in chosen)
            wanted = [finding for finding in wanted if id(finding) in chosen]
        if self.options["no_dated"]:
            hidden["dated"] = sum(1 for finding in wanted if finding.diagnostic.dated)
            wanted = [finding for finding in wanted if not finding.diagnostic.dated]
        waived = [finding for finding in found if finding.waived]
        return Report(wanted, lang, Source(self.root), waived, hidden, wants_colour())

    def _earlier(self, lang: str) -> tuple[Finding, ...]:
        if self.before is None:
            revision = self.options["since"]
            try:
                self.before = earlier(
                    self.root, revision, self.settings.as_of, selection=self.selection, with_baseline=self.with_baseline
                )
            except RevisionError as error:
                raise click.UsageError(words(error.name, lang, revision=revision, folder=self.root.name)) from error
        return self.before


def _selection(select: str, ignore: str, lang: str | None) -> Selection | None:
    chosen, ignored = (tuple(word.strip() for word in text.split(",") if word.strip()) for text in (select, ignore))
    for word in (*chosen, *ignored):
        if not is_known(word):
            near = nearest_code(word)
            raise click.UsageError(
                words("unknown_code_near" if near else "unknown_code", lang, code=word, nearest=near)
            )
    return Selection(chosen, ignored) if chosen or ignored else None


def _configured(compilation: Compilation) -> str:
    settings = compilation.organisation.system.lint if compilation.organisation else None
    return (settings.fail_on if settings else None) or Severity.ERROR.value


def _under(root: Path, paths: Sequence[Path]) -> Callable[[Finding], bool]:
    """Whether a finding stands in one of the files or folders; all of them where none is named."""
    prefixes = [
        path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.as_posix()
        for path in paths
    ]

    def holds(finding: Finding) -> bool:
        place = finding.diagnostic.span.path
        return not prefixes or any(
            prefix in (".", place) or place.startswith(f"{prefix.rstrip('/')}/") for prefix in prefixes
        )

    return holds


def _write_baseline(context: click.Context, root: Path, compilation: Compilation, lang: str) -> None:
    """What is found now is where the company starts; what cannot be read is not taken in, and named."""
    if any(context.params[name] for name in _NARROWING):
        raise click.UsageError(words("baseline_is_whole", lang))
    taken = [finding for finding in compilation.open if can_be_baselined(finding)]
    entries = [(finding.code, finding.diagnostic.subject, finding.fingerprint) for finding in taken]
    replace_file(root / baseline.FILE, baseline.written(entries).encode())
    click.echo(words("baseline_written", lang, path=baseline.FILE, number=len(taken)))
    left = [finding for finding in compilation.open if not can_be_baselined(finding)]
    if left:
        report = Report(left, lang, Source(root), colour=wants_colour())
        click.echo(words("baseline_not_taken", lang, number=len(left)))
        click.echo(text(report), color=report.colour)
    if any(finding.severity is Severity.ERROR for finding in left):
        raise SystemExit(1)


def _fix(check: _Check, compilation: Compilation, lang: str, *, quiet: bool) -> Compilation:
    """Carry out fixes until none is left that can be, and say what was done (beside a machine's report: on standard error)."""
    done = 0
    for _ in range(_ROUNDS):
        fixed = apply(check.root, [finding.diagnostic for finding in check.report(compilation, lang).findings])
        for change in fixed.changes:
            click.echo(_changed(change, lang), err=quiet)
        done += len(fixed.changes)
        if not fixed.changes:
            for finding in fixed.left:
                place = {"path": finding.span.path, "line": finding.span.line}
                click.echo(words("fix_left", lang, **place), err=quiet)
            break
        compilation = check.compile()
    click.echo(words("fix_done", lang, number=done), err=quiet)
    return compilation


def _changed(change: Change, lang: str) -> str:
    name = "fix_changed" if change.after else "fix_removed"
    return words(name, lang, path=change.path, line=change.line, before=change.before, after=change.after)
