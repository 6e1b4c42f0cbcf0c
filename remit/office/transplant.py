"""The body of a document of ours set into a Word file made elsewhere: its styles, lists and pictures come along.

A style that the file has under the same name is used as it is there, so that headings look as the company's do; those it
lacks are added. Lists are added under numbers that are free.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.office.template_package import links_of

_BODY = re.compile(r"<w:body>(.*)<w:sectPr\b", re.DOTALL)
_ROOT = re.compile(r"<w:document\b[^>]*>")
_NAMESPACE = re.compile(r'xmlns:(\w+)="([^"]*)"')
_STYLE = re.compile(r'<w:style\b[^>]*?w:styleId="([^"]*)"[^>]*>.*?</w:style>', re.DOTALL)
_STYLE_TYPE = re.compile(r'<w:style\b[^>]*?w:type="([^"]*)"')
_NAME = re.compile(r'<w:name w:val="([^"]*)"')
_TABS = re.compile(r"<w:tabs>.*?</w:tabs>", re.DOTALL)
_COUNTED = re.compile(r'<w:pStyle w:val="([^"]*)"/>(?:(?!</w:pPr>).)*?</w:numPr>', re.DOTALL)
_BASE = re.compile(r'<w:basedOn w:val="([^"]*)"/>')
_USE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn) w:val=")([^"]*)(")')
_NOT_TAKEN = re.compile(r'<w:(?:next|link) w:val="[^"]*"/>|<w:numPr>.*?</w:numPr>| w:default="1"', re.DOTALL)
_ABSTRACT = re.compile(r"<w:abstractNum\b.*?</w:abstractNum>", re.DOTALL)
_NUMBER = re.compile(r"<w:num\b.*?</w:num>", re.DOTALL)
_ABSTRACT_ID = re.compile(r'(w:abstractNumId(?: w:val)?=")(\d+)(")')
_NUMBER_ID = re.compile(r'(<w:num w:numId=")(\d+)(")')
_USED_NUMBER = re.compile(r'(<w:numId w:val=")([1-9]\d*)(")')
_LIST_ORIGIN = re.compile(r'<w:(?:nsid|tmpl|pStyle) w:val="[^"]*"/>')
_BOOKMARK = re.compile(r'(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)(")')
_FIRST_NUMBER = re.compile(r"<w:num\b|<w:numIdMacAtCleanup\b|</w:numbering>")
_FIRST_BOOKMARK = 20000
_EMPTY_NUMBERING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"></w:numbering>'
)


@dataclass(frozen=True, slots=True)
class Transplant:
    """The body as XML, what styles.xml and numbering.xml become with it, its pictures (by relationship: target and PNG), and
    the namespaces it needs."""

    xml: str
    styles: str
    numbering: str
    pictures: Mapping[str, tuple[str, bytes]]
    namespaces: Mapping[str, str]


def transplant(data: bytes, styles: str, numbering: str, mark: str) -> Transplant:
    """The body of a file that write_docx made, for a file with these styles and (or "") these lists.

    What is added to the file's package is called by `mark` and its own name.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    document = files["word/document.xml"].decode()
    found = _BODY.search(document)
    root = _ROOT.search(document)
    xml = found[1] if found else ""
    names, styles = _styles(xml, files["word/styles.xml"].decode(), styles)
    # The tab after a number that Word counts is set by our style, and the file's own has none there.
    tabs = {match[1]: "".join(_TABS.findall(match[0])) for match in _STYLE.finditer(files["word/styles.xml"].decode())}
    xml = _COUNTED.sub(lambda match: match[0] + tabs.get(match[1], ""), xml)
    xml = _USE.sub(lambda match: f"{match[1]}{names.get(match[2], match[2])}{match[3]}", xml)
    xml, numbering = _lists(xml, files["word/numbering.xml"].decode(), numbering or _EMPTY_NUMBERING)
    xml = _BOOKMARK.sub(lambda match: f"{match[1]}{_FIRST_BOOKMARK + int(match[2])}{match[3]}", xml)
    pictures: dict[str, tuple[str, bytes]] = {}
    for link in links_of(files, "word/document.xml"):
        if link.kind == "image" and f'"{link.key}"' in xml:
            key, name = f"{mark}{link.key}", f"media/{mark}{link.target.rpartition('/')[2]}"
            pictures[key] = (name, files[f"word/{link.target}"])
            xml = xml.replace(f'r:embed="{link.key}"', f'r:embed="{key}"')
    namespaces = dict(_NAMESPACE.findall(root[0])) if root else {}
    return Transplant(xml, styles, numbering, pictures, namespaces)


def _styles(xml: str, ours: str, theirs: str) -> tuple[dict[str, str], str]:
    """Under which ids our styles are there, and styles.xml with those it lacked."""
    defined = {match[1]: match[0] for match in _STYLE.finditer(ours)}
    there = {_called(match[0]): match[1] for match in _STYLE.finditer(theirs)}
    taken = set(there.values())
    names: dict[str, str] = {}
    added: list[str] = []
    for name in _needed(xml, defined):
        known = there.get(_called(defined[name]))
        names[name] = known or (name if name not in taken else f"Remit{name}")
        if known is None:
            added.append(name)
    new = ""
    for name in added:
        style = _NOT_TAKEN.sub("", defined[name]).replace(f'w:styleId="{name}"', f'w:styleId="{names[name]}"', 1)
        new += _USE.sub(lambda match: f"{match[1]}{names.get(match[2], match[2])}{match[3]}", style)
    return names, theirs.replace("</w:styles>", f"{new}</w:styles>")


def _called(style: str) -> tuple[str, str]:
    """The type and name of a style; Word tells names apart without regard to capitals."""
    kind, name = _STYLE_TYPE.search(style), _NAME.search(style)
    return kind[1] if kind else "", name[1].lower() if name else ""


def _needed(xml: str, defined: Mapping[str, str]) -> Iterator[str]:
    """The styles that the XML uses and those they rest on, in the order of styles.xml."""
    wanted = {match[2] for match in _USE.finditer(xml)} & set(defined)
    todo = list(wanted)
    while todo:
        base = _BASE.search(defined[todo.pop()])
        if base and base[1] in defined and base[1] not in wanted:
            wanted.add(base[1])
            todo.append(base[1])
    return (name for name in defined if name in wanted)


def _lists(xml: str, ours: str, theirs: str) -> tuple[str, str]:
    """The XML with its lists under free numbers, and numbering.xml with them."""
    abstract = 1 + max((int(match[2]) for match in _ABSTRACT_ID.finditer(theirs)), default=0)
    first = 1 + max((int(match[2]) for match in _NUMBER_ID.finditer(theirs)), default=0)

    def moved(pattern: re.Pattern[str], by: int, text: str) -> str:
        return pattern.sub(lambda match: f"{match[1]}{int(match[2]) + by}{match[3]}", text)

    forms = "".join(_LIST_ORIGIN.sub("", form) for form in _ABSTRACT.findall(ours))
    numbers = moved(_NUMBER_ID, first, moved(_ABSTRACT_ID, abstract, "".join(_NUMBER.findall(ours))))
    place = _FIRST_NUMBER.search(theirs)
    start = place.start() if place else len(theirs)
    text = theirs[:start] + moved(_ABSTRACT_ID, abstract, forms) + theirs[start:]
    cleanup = text.find("<w:numIdMacAtCleanup")
    end = cleanup if cleanup >= 0 else text.find("</w:numbering>")
    return moved(_USED_NUMBER, first, xml), text[:end] + numbers + text[end:]
