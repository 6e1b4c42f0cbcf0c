"""What a company makes of the findings: its severities and selection, its waivers, its baseline; and what is wrong with those."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from remit.baseline import Baseline
from remit.diagnostics import Diagnostic, Edit, Severity, Span
from remit.language.nearest import certain
from remit.messages import FindingType, by_code, catalogue
from remit.model.entities import LintSettings, Waiver
from remit.model.organisation import Organisation
from remit.rules import rules

_SYSTEM = "policies/system.yaml"
OFF = "off"
# What cannot be read is no matter of taste, and a finding about waivers cannot be waived.
_ALWAYS, _NEVER_WAIVED = "LNG", "LNT"


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the severity that holds for this company; `waived` gives the reason where it is waived."""

    diagnostic: Diagnostic
    severity: Severity
    waived: str = ""
    baselined: bool = False

    @property
    def code(self) -> str:
        """The code in the catalogue."""
        return catalogue()[self.diagnostic.name].code

    @property
    def fingerprint(self) -> str:
        """Code and subject as one word; several findings can share it."""
        return self.diagnostic.fingerprint(self.code)

    @property
    def open(self) -> bool:
        """Whether it counts: it is neither waived nor in the baseline."""
        return not (self.waived or self.baselined)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings are wanted: codes, the beginnings of codes, or names. Nothing selected is everything."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, entry: FindingType) -> bool:
        """Whether findings of a type are wanted."""
        chosen = not self.select or any(matches(word, entry) for word in self.select)
        return chosen and not any(matches(word, entry) for word in self.ignore)


def matches(word: str, entry: FindingType) -> bool:
    """Whether a word of the settings means a type of finding: its name, its code, or the beginning of its code."""
    return word == entry.name or entry.code.startswith(word.upper())


def is_known(word: str) -> bool:
    """Whether a word means any finding at all."""
    return bool(word) and any(matches(word, entry) for entry in catalogue().values())


def nearest_code(word: str) -> str:
    """The code or name that was most likely meant, else ""."""
    known = [*(entry.code for entry in catalogue().values()), *catalogue()]
    near = get_close_matches(word.upper(), known, 1, 0.7) or get_close_matches(word.lower(), known, 1, 0.6)
    return near[0] if near else ""


def judge(
    diagnostics: Sequence[Diagnostic],
    organisation: Organisation | None,
    as_of: str = "",
    selection: Selection | None = None,
    baseline: Baseline | None = None,
) -> list[Finding]:
    """The findings with their severities, waived and baselined ones marked, those about waivers and baseline added.

    `selection` takes the place of what system.yaml selects and ignores.
    """
    judging = _Judge(organisation, as_of)
    found = judging.findings(diagnostics)
    found += judging.findings([*judging.about_settings(), *judging.about_waivers(diagnostics)])
    if baseline is not None:
        found, mended = _against(found, baseline, judging)
        found += judging.findings(mended)
    wanted = judging.selected if selection is None else selection.wants
    chosen = {name for name, entry in catalogue().items() if wanted(entry)}
    return sorted((finding for finding in found if finding.diagnostic.name in chosen), key=_place)


def _place(finding: Finding) -> tuple[Span, str, str]:
    return finding.diagnostic.span, finding.diagnostic.name, finding.diagnostic.subject


def _against(found: list[Finding], baseline: Baseline, judging: _Judge) -> tuple[list[Finding], list[Diagnostic]]:
    """The findings with those of the baseline marked, and what has to be said of the baseline itself."""
    left = dict(baseline.counts)
    marked: list[Finding] = []
    for finding in found:
        known = left.get(finding.fingerprint, 0) > 0 and can_be_baselined(finding)
        if known:  # a waived one too is there still
            left[finding.fingerprint] -= 1
        marked.append(replace(finding, baselined=True) if known and not finding.waived else finding)
    return marked, list(baseline.problems(left, judging.proves_absence))


def can_be_baselined(finding: Finding) -> bool:
    """Not what cannot be read, and not what is said of waivers and baseline."""
    return finding.code[:3] not in (_ALWAYS, _NEVER_WAIVED)


class _Judge:
    """The settings of one company, each word of them understood once."""

    def __init__(self, organisation: Organisation | None, as_of: str) -> None:
        self.organisation, self.as_of = organisation, as_of
        settings = organisation.system.lint if organisation else None
        self.settings: LintSettings | None = settings
        self.selection = Selection(settings.select, settings.ignore) if settings else Selection()
        self.levels = {name: self._level(entry) for name, entry in catalogue().items()}
        self.waivers = dict(self._holding(organisation.system.waivers)) if organisation else {}

    def _level(self, entry: FindingType) -> str:
        """The severity of a type: the longest word of lint.severity that means it, a name or whole code before all."""
        words = self.settings.severity if self.settings else {}
        said = [word for word in words if matches(word, entry)]
        if not said:
            return entry.severity.value
        level = str(words[max(said, key=lambda word: (word == entry.name, len(word)))])
        return entry.severity.value if level == OFF and entry.code.startswith(_ALWAYS) else level

    def selected(self, entry: FindingType) -> bool:
        """Whether system.yaml wants findings of a type; what cannot be read is always said."""
        return entry.code.startswith(_ALWAYS) or self.selection.wants(entry)

    def _holding(self, waivers: Iterable[Waiver]) -> Iterator[tuple[tuple[str, str], str]]:
        for waiver in waivers:
            entry = by_code(waiver.code)
            if entry and not entry.code.startswith(_NEVER_WAIVED) and not self._expired(waiver):
                yield (entry.name, waiver.subject), str(waiver.reason)

    def _expired(self, waiver: Waiver) -> bool:
        return bool(waiver.until and self.as_of and waiver.until < self.as_of)

    def findings(self, diagnostics: Iterable[Diagnostic]) -> list[Finding]:
        """The diagnostics as findings, without those that are switched off."""
        return [
            Finding(diagnostic, Severity(level), self.waivers.get((diagnostic.name, diagnostic.subject), ""))
            for diagnostic in diagnostics
            if (level := self.levels[diagnostic.name]) != OFF
        ]

    def proves_absence(self, name: str) -> bool:
        """Whether it means anything that a finding of this name was not made: all was read, and its rule was run."""
        whole = self.organisation is not None and self.organisation.whole
        rule = rules().get(name)
        return whole and self.levels.get(name) != OFF and not (rule is not None and rule.dated and not self.as_of)

    def about_settings(self) -> Iterator[Diagnostic]:
        """Words of lint.severity, select and ignore that mean nothing, or ask for what cannot be."""
        if self.settings is None:
            return
        severity = self.settings.severity
        words: list[tuple[str, tuple[str, str | int], bool, Collection[str]]] = [
            (word, ("severity", word), severity[word] == OFF, severity) for word in severity
        ]
        words += [(word, ("select", n), False, self.settings.select) for n, word in enumerate(self.settings.select)]
        words += [(word, ("ignore", n), True, self.settings.ignore) for n, word in enumerate(self.settings.ignore)]
        for word, path, silences, beside in words:
            span = self.settings.span(*path, key=path[0] == "severity")
            if not is_known(word):
                action = "rename" if path[0] == "severity" else "replace"
                fix = _meant(word, (*self.settings.origin.pointer, *path), action, beside)
                params = {"value": word, "nearest": nearest_code(word)}
                yield Diagnostic("lint-word-unknown", span, "system:system", params, fix=fix)
            elif silences and any(matches(word, e) for e in catalogue().values() if e.code.startswith(_ALWAYS)):
                yield Diagnostic("lint-word-without-effect", span, "system:system", {"value": word})

    def about_waivers(self, diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """What is wrong with each waiver: the first that holds, else what it lacks."""
        if self.organisation is None:
            return
        made = {(diagnostic.name, diagnostic.subject) for diagnostic in diagnostics}
        subjects = {*self.organisation.elements, *(diagnostic.subject for diagnostic in diagnostics)}
        for number, waiver in enumerate(self.organisation.system.waivers):
            yield from self._about(waiver, ("waivers", number), made, subjects)

    def _about(
        self,
        waiver: Waiver,
        pointer: tuple[str | int, ...],
        made: Collection[tuple[str, str]],
        subjects: Collection[str],
    ) -> Iterator[Diagnostic]:
        entry = by_code(waiver.code)
        about = {"code": waiver.code, "subject": waiver.subject}
        finding = _maker(waiver, about)
        remove = (Edit(_SYSTEM, "remove", pointer),)
        if entry is None:
            fix = _meant(waiver.code, (*pointer, "code"), "replace", ())
            yield finding("waiver-of-unknown-rule", "code", {"nearest": nearest_code(waiver.code)}, fix)
        elif entry.code.startswith(_NEVER_WAIVED):
            yield finding("waiver-of-a-waiver", "code", {}, remove)
        elif self._expired(waiver):
            yield replace(finding("waiver-expired", "until", {"until": waiver.until or ""}, remove), dated=True)
        elif waiver.subject not in subjects:
            if self.organisation is not None and self.organisation.whole:
                near = get_close_matches(waiver.subject, sorted(subjects), 1, 0.7)
                meant = certain(waiver.subject, subjects)
                fix = (Edit(_SYSTEM, "replace", (*pointer, "subject"), meant),) if meant else ()
                yield finding("waiver-of-unknown-subject", "subject", {"nearest": near[0] if near else ""}, fix)
        elif (entry.name, waiver.subject) not in made:
            if self.proves_absence(entry.name):
                yield finding("waiver-unused", "", {}, remove)
        else:
            if not waiver.by:
                yield finding("waiver-without-approver", "", {}, ())
            if not waiver.until:
                yield finding("waiver-without-end", "", {}, ())


_Maker = Callable[[str, str, Mapping[str, str], tuple[Edit, ...]], Diagnostic]


def _maker(waiver: Waiver, about: Mapping[str, str]) -> _Maker:
    """Makes findings about one waiver, at one of its fields."""

    def make(name: str, place: str, params: Mapping[str, str], fix: tuple[Edit, ...]) -> Diagnostic:
        span = waiver.span(place) if place else waiver.span()
        return Diagnostic(name, span, "system:system", {**about, **params}, fix=fix)

    return make


def _meant(word: str, pointer: tuple[str | int, ...], action: str, beside: Collection[str]) -> tuple[Edit, ...]:
    """The edit that writes the one code or name that a word can only mean, unless it stands there already."""
    meant = certain(word, [entry.code for entry in catalogue().values()]) or certain(word, catalogue())
    return (Edit(_SYSTEM, action, pointer, meant),) if meant and meant not in beside else ()
