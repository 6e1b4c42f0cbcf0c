"""What is wrong with a company's Word templates, as findings of `check` and `build`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from remit.diagnostics import Diagnostic, Span
from remit.office.placeholders import kinds, placeholders
from remit.office.template_check import Problem
from remit.office.template_review import check_template
from remit.office.template_tags import Place
from remit.words import words

FOLDER = "templates/word"
_LANGUAGES = ("zh", "en")


def template_findings(files: Mapping[str, bytes], languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Of the files of templates/word/, by their names; `languages` are those of the system, the first one first."""
    for name, data in sorted(files.items()):
        kind, _, lang = name.removesuffix(".docx").partition(".")
        path, subject = f"{FOLDER}/{name}", f"template:{name.removesuffix('.docx')}"
        if kind not in kinds() or not name.endswith(".docx") or (lang and lang not in languages):
            near = get_close_matches(kind.replace("_", "-").lower(), kinds(), 1, 0.5)
            params = {
                "file": name,
                "nearest": f"{near[0]}.docx" if near else "",
                "names": ", ".join(f"{one}.docx" for one in kinds()),
            }
            yield Diagnostic("template-file-unknown", Span(path), subject, params)
            continue
        for problem in check_template(data, placeholders(kind)):
            yield _finding(problem, path, kind, subject)
        lacking = [one for one in languages[1:] if not lang and f"{kind}.{one}.docx" not in files]
        if lacking:
            params = {"path": name, "kind": kind, "lang": lacking[0], "names": ", ".join(lacking)}
            yield Diagnostic("template-in-one-language", Span(path), subject, params)


def _finding(problem: Problem, path: str, kind: str, subject: str) -> Diagnostic:
    params: dict[str, object] = {"path": path.rpartition("/")[2], "kind": kind, **problem.params}
    if problem.place is not None:
        place = problem.place
        params["place"] = {lang: place_words(place, lang) for lang in _LANGUAGES}
    return Diagnostic(problem.name, Span(path), subject, params)


def place_words(place: Place, lang: str) -> str:
    """Where something stands, as somebody with the document open looks for it."""
    if place.table:
        spot = words("template_place.row", lang, table=place.table, row=place.row)
    elif place.text:
        spot = words("template_place.paragraph", lang, text=place.text)
    else:
        spot = ""
    part = words(f"template_place.{place.part}", lang)
    return words("template_place.joined", lang, part=part, spot=spot).strip() if spot else part
