"""Everything that is wrong with a company's Word template, found before a single document is made with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from remit.office.template_check import Problem, Shape, check_tags, environment
from remit.office.template_package import PackageError, open_template, stories
from remit.office.template_tags import OPENING, TAG, Place, hidden_tags, paragraphs

_FORBIDDEN_CODE = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD|AUTOTEXT|AUTOTEXTLIST)\b",
    re.IGNORECASE,
)
_PAGE_CODE = re.compile(r"\b(PAGE|NUMPAGES)\b")
_CONTROL = ("control.version", "control.digest")
_FILLED = (CONTENT_TYPE.WML_DOCUMENT_MAIN, CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
_TRACKED = ".//w:ins | .//w:del | .//w:moveFrom | .//w:moveTo | .//w:commentReference"


def check_template(data: bytes, known: Mapping[str, Shape]) -> list[Problem]:
    """Everything that is wrong with a template, in the order of its parts; nothing where it can be filled in."""
    try:
        document = open_template(data)
    except PackageError as error:
        return [Problem(error.name, None, error.params)]
    problems: list[Problem] = []
    printed: set[str] = set()
    codes: list[str] = []
    for story, part in stories(document).items():
        found = list(paragraphs(story, part))
        codes += [*(one.code for one in found), *story.xpath(".//w:fldSimple/@w:instr")]
        problems += [
            Problem("template-tag-unfinished", one.place, {"tag": tag}) for one in found for tag in one.unfinished()
        ]
        wrong, names = check_tags([tag for one in found for tag in one.tags()], known)
        problems += wrong
        printed |= names
        for one in found:
            problems += _about_code(one.code, one.place)
        for code in story.xpath(".//w:fldSimple/@w:instr"):
            problems += _about_code(code, Place(part), tags=False)
        problems += [Problem("template-tag-misplaced", Place(part), {"tag": text}) for text in hidden_tags(story)]
        tracked = story.xpath(_TRACKED)
        if tracked:
            problems.append(Problem("template-tracked-changes", Place(part), {"count": str(len(tracked))}))
    problems += _about_others(document)
    if not any(one.name != "template-tracked-changes" for one in problems):
        problems += _not_filled(document)
    lacking = [] if "control.footer" in printed else [f"{{{{ {name} }}}}" for name in _CONTROL if name not in printed]
    lacking += [code for code in ("PAGE", "NUMPAGES") if not any(code in _PAGE_CODE.findall(one) for one in codes)]
    if lacking and not problems:
        problems.append(Problem("template-without-control", None, {"lacking": ", ".join(lacking)}))
    return problems


def _about_code(code: str, place: Place, tags: bool = True) -> Iterator[Problem]:
    """What is wrong with the code of a field."""
    if tags and OPENING.search(code):
        yield Problem("template-tag-misplaced", place, {"tag": code.strip()[:24]})
    forbidden = _FORBIDDEN_CODE.match(code)
    if forbidden:
        yield Problem("template-loads-from-outside", place, {"what": forbidden[1].upper()})


def _about_others(document: Document) -> Iterator[Problem]:
    """Tags in notes, comments, diagrams: docxtpl would fill in some of them, and nobody would look for them there."""
    for part in document.part.package.iter_parts():
        name = part.partname
        if part.content_type not in _FILLED and name.startswith("/word/") and name.endswith(".xml"):
            texts = [str(text) for text in parse_xml(part.blob).itertext()]
            if any(OPENING.search(text) for text in texts) or TAG.search("".join(texts)):
                yield Problem("template-tag-misplaced", Place("other"), {"tag": name})


def _not_filled(document: Document) -> Iterator[Problem]:
    """What docxtpl would make of sound tags that stand astride other things, such as links and content controls."""
    template = DocxTemplate(None)
    for story, part in stories(document).items():
        xml = template.patch_xml(template.xml_to_string(story))
        try:
            environment().parse(xml)
            parse_xml(TAG.sub("", xml))
        except (TemplateSyntaxError, SyntaxError):
            tags = [tag for one in paragraphs(story, part) for tag in one.tags()]
            yield Problem("template-tag-misplaced", Place(part), {"tag": tags[0].written if tags else "{"})
