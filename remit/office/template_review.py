"""Everything that is wrong with a company's Word template, found before a single document is made with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from remit.office.template_check import Problem, Shape, check_tags
from remit.office.template_package import Package, PackageError, open_package
from remit.office.template_source import PartSource, SourceError, cut

_FORBIDDEN_CODE = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD|AUTOTEXT|AUTOTEXTLIST)\b",
    re.IGNORECASE,
)
_PAGE_CODE = re.compile(r"\b(PAGE|NUMPAGES)\b")
_CONTROL = ("control.version", "control.digest")


def check_template(data: bytes, known: Mapping[str, Shape]) -> list[Problem]:
    """Everything that is wrong with a template, in the order of its parts; nothing where it can be filled in."""
    try:
        package = open_package(data)
    except PackageError as error:
        return [Problem(error.name, None, error.params)]
    problems: list[Problem] = []
    printed: set[str] = set()
    codes: list[str] = []
    for name in _read_parts(package):
        part = package.filled.get(name, "other")
        try:
            source = cut(package.parts[name], part)
        except SourceError as error:
            if part == "other":
                continue
            return [Problem("template-not-word", None, {"problem": str(error)})]
        problems += _about(source, part)
        codes += [code for _place, code in source.codes]
        if part != "other":
            found, names = check_tags(source.tags, known)
            problems += found
            printed |= names
    lacking = [] if "control.footer" in printed else [f"{{{{ {name} }}}}" for name in _CONTROL if name not in printed]
    lacking += [code for code in ("PAGE", "NUMPAGES") if not any(code in _PAGE_CODE.findall(one) for one in codes)]
    if lacking and not problems:
        problems.append(Problem("template-without-control", None, {"lacking": ", ".join(lacking)}))
    return problems


def _read_parts(package: Package) -> list[str]:
    """The parts of text, the body first, then heads and feet, then those that only must not hold tags."""
    every = [name for name in package.parts if name.endswith(".xml") and name.startswith(package.folder)]
    return sorted(every, key=lambda name: (name not in package.filled, name != package.document, name))


def _about(source: PartSource, part: str) -> Iterator[Problem]:
    """What is wrong with a part besides what its tags say."""
    if part != "other":
        for place, text in source.unfinished:
            yield Problem("template-tag-unfinished", place, {"tag": text})
    elif source.tags:
        yield Problem("template-tag-misplaced", source.tags[0].place, {"tag": source.tags[0].written})
    for place, text in source.misplaced:
        yield Problem("template-tag-misplaced", place, {"tag": text})
    for place, code in source.codes:
        forbidden = _FORBIDDEN_CODE.match(code)
        if forbidden:
            yield Problem("template-loads-from-outside", place, {"what": forbidden[1].upper()})
    if source.tracked:
        yield Problem("template-tracked-changes", source.tracked[0], {"count": str(len(source.tracked))})
