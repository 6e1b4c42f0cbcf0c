"""A company in which every field of every kind holds a word of its own, made from the schemas alone.

Each kind has a file `open` whose fields are all marked one by one, a file with a secret name that is marked as a whole, and a
file `pointing` that refers to both wherever its schema lets it. Words to be kept from readers begin with SECRET.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from remit.language.schemas import Schema, kinds, resolved
from remit.language.validate import is_sound
from remit.model import canonical
from remit.model.places import ENTRIES
from remit.model.restricted import paths
from remit.source.document import Document
from remit.source.yaml_reader import parse

SECRET = "zqx"
RARE = "齉龘"
"""Han that stand in every secret text: no other text of the program has the two, nor anything that sounds like them."""
SOUND = "nangda"
PLAIN = "kwv"
ANY_SECRET = f"{SECRET}[0-9]{{5}}|{RARE}|{SOUND}"

LEVELS = [
    {"id": "public", "name": {"zh": "公开", "en": "Public"}},
    {"id": "internal", "name": {"zh": "内部", "en": "Internal"}},
    {"id": "secret", "name": {"zh": "绝密", "en": "Secret"}},
]
_CLASSES = {"document-class": "documentclass", "duty-class": "dutyclass"}
_UPWARDS = frozenset({"superior", "parent", "deputy"})
_STRINGS = {"date": "2026-01-01", "duration": "2 days", "day-of-year": "01-01", "time": "08:00"}
_MADE_BY_HAND = frozenset({"system", "rename", *ENTRIES})


def inner(own: str, kind: str) -> str:
    """The id of an element of a file; everything that all may see is called the same."""
    return own if own == "open" else f"{own}-{kind.lower()}"


@dataclass
class Filling:
    """Fills one file: `prefix` begins its words, `own` the ids of everything in it, `far` is what its references name."""

    prefix: str
    own: str
    far: tuple[str, ...]
    number: Iterator[int]
    words: list[str] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=count)

    def word(self) -> str:
        found = f"{self.prefix}{next(self.number):05d}"
        self.words.append(found)
        return found

    def text(self) -> Mapping[str, str]:
        rare = RARE if self.prefix == SECRET else ""
        return {"zh": f"应当{rare}{self.word()}", "en": f"shall {self.word()}"}

    def linking(self) -> Mapping[str, str]:
        """A text with links to what it may name, with words of its own and without."""
        if self.prefix == SECRET:
            return self.text()
        links = " ".join(
            f"{{{kind}:{name}}} {{{kind}:{name}|{self.word()}}}" for kind, name in self.names("post", "kpi")
        )
        return {"zh": f"应当{self.word()} {links}", "en": f"shall {self.word()} {links}"}

    def names(self, *kinds_: str) -> Iterator[tuple[str, str]]:
        for kind in kinds_:
            yield from ((kind, name) for name in self.far)

    def object(self, node: Schema) -> dict[str, Any]:
        found = {}
        for key, raw in node["properties"].items():
            part = resolved(raw)
            if key in _UPWARDS and self.far == ("open",):
                continue  # nobody is his own superior
            if key == "to" and part.get("format") == "date":
                continue  # what is held is held today
            if key not in ("confidentiality", "restricted", "marks", "classification", "status", "formerly", "until"):
                found[key] = inner(self.own, node["x-class"]) if key == "id" else self.value(part)
        return {key: value for key, value in found.items() if value is not None}

    def value(self, node: Schema) -> Any:
        kind = node.get("x-type")
        if kind == "text":
            return self.linking()
        if kind == "ref":
            return self.reference(str(node.get("x-ref")), self.far[next(self.turn) % len(self.far)])
        if kind == "performer":
            return self.performer()
        if kind == "deliverable":
            return [f"record:{self.far[-1]}", self.text(), {"named": self.text()}][next(self.turn) % 3]
        if kind == "timing":
            return {"every": "month", "on": self.linking()}
        if kind == "target":
            return {"at_least": 90, "text": self.linking()}
        if kind == "steps":
            return "end"
        if "x-ref-local" in node or "x-ref-own" in node:
            table = str(node.get("x-ref-local") or node["x-ref-own"])
            whole = f"{inner(self.far[-1], table)}/{inner(self.far[-1], 'class')}"
            return whole if table == "classification" else self.table(table)
        if "x-class" in node:
            return self.object(node)
        if node.get("x-open"):
            return {"code": self.word()}
        if node.get("type") == "array":
            return self.list(resolved(node["items"]))
        return self.scalar(node)

    def table(self, name: str) -> str:
        return inner(self.far[-1], _CLASSES[name]) if name in _CLASSES else inner(self.own, name)

    def list(self, item: Schema) -> list[Any]:
        if item.get("x-type") == "ref":
            return [self.reference(str(item.get("x-ref")), name) for name in self.far]
        if "x-class" in item and "id" not in item["properties"]:
            return [self.value(item) for _ in self.far]
        return [self.value(item)]

    def reference(self, kind: str, name: str) -> str:
        if kind == "clause":
            return inner(name, kind)
        if kind in ("duty", "function"):
            return f"{name}/{inner(name, kind)}"
        return f"post:{name}" if kind == "any" else name

    def performer(self) -> Any:
        first, last = f"post:{self.far[0]}", f"post:{self.far[-1]}"
        forms = [
            last,
            {"any": [first, last]} if first != last else last,
            {"each": f"unit:{self.far[-1]}"},
            {"post": self.far[0], "at": self.far[-1]},
            {"post": self.far[-1], "at": self.far[0]},
            {"performer": first, "except": last},
            f"group:{inner(self.far[-1], 'group')}",
            {"named": self.text()},
        ]
        return forms[next(self.turn) % len(forms)]

    def scalar(self, node: Schema) -> Any:
        if "enum" in node:
            return node["enum"][0]
        if node.get("type") in ("number", "integer"):
            return max(1, int(node.get("minimum", 1)))
        if node.get("type") == "boolean":
            return True
        if "x-names" in node:
            return f"post:{self.far[-1]}"
        shape = str(node.get("x-format") or node.get("format"))
        if shape in _STRINGS:
            return _STRINGS[shape]
        pattern = str(node.get("pattern", ""))
        return self.word() if not pattern or pattern.startswith("^[a-z0-9]") else "1" if "0-9" in pattern else None


@dataclass(frozen=True)
class Planted:
    """The files, and the words that nobody below the highest level may read."""

    documents: tuple[Document, ...]
    secrets: tuple[str, ...]
    plain: tuple[str, ...]


def planted() -> Planted:
    """The company: nothing is read from a file."""
    numbers = count(1)
    name = f"{SECRET}00000"
    whole = Filling(SECRET, name, ("open",), numbers)
    single = Filling(SECRET, name, ("open",), numbers)
    plain = Filling(PLAIN, "one", ("open", name), numbers)
    found: list[Document] = []
    for kind in kinds():
        if kind not in _MADE_BY_HAND:
            found.append(_document(kind, name, {**whole.object(kinds()[kind].schema), "confidentiality": "secret"}))
            found.append(_document(kind, "open", _marked(kind, _open(kind, single))))
            found.append(_document(kind, "pointing", plain.object(kinds()[kind].schema)))
    found.append(_system(single, name))
    found += _ledger(found, single)
    return Planted(tuple(found), (*whole.words, *single.words, name), tuple(plain.words))


def _open(kind: str, filling: Filling) -> dict[str, Any]:
    """A file with a name for everybody and elements of which the one called `open` is for everybody too."""
    data = filling.object(kinds()[kind].schema)
    data["name"] = {"zh": f"公开的{kind}", "en": f"open {kind}"}
    if kind == "person":  # a name is withheld without a mark
        data["name"] = filling.text()
    for key, needed in {"post": "duties", "unit": "functions", "basis": "clauses"}.items():
        if key == kind:
            own = {"id": "open", "text": "公开", "title": "公开"}
            item = resolved(resolved(kinds()[kind].schema["properties"][needed])["items"])
            data[needed].append({part: value for part, value in own.items() if part in item["properties"]})
    return data


def _marked(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """The file with every field marked by itself, elements where others refer to some of them."""
    known = [
        path
        for path in paths(kind, data)
        if path.count("/") == 0 and path not in ("name", "duties", "functions", "clauses")
    ]
    known += [path for path in paths(kind, data) if path.count("/") == 1 and f"/{SECRET}" in path]
    return {**data, "restricted": dict.fromkeys(known, "secret")}


def _system(filling: Filling, name: str) -> Document:
    data = filling.object(kinds()["system"].schema)
    for key in ("lint", "responsibility", "documents", "calendar"):
        data.pop(key, None)
    data |= {"name": {"zh": "公开公司", "en": "Open Company"}, "languages": ["zh", "en"], "levels": LEVELS}
    data |= {"timezone": "Asia/Shanghai", "currency": "CNY"}
    for key in ("groups", "classifications", "document_classes", "duty_classes", "extra"):
        entry = {**data[key][0], "id": "open"} | ({"kind": "post"} if key == "extra" else {})
        for part, value in entry.items():
            if isinstance(value, dict) and set(value) == {"zh", "en"}:
                entry[part] = {"zh": "公开", "en": "open"}
        if key == "classifications":
            entry["classes"] = [{"id": "open", "name": "公开"}]
        data[key].append(
            {part: value for part, value in entry.items() if part in ("id", "name", "classes", "kind", "label")}
        )
    mail = f"{filling.word()}@example.com"
    data["git"] = {"accounts": [{"of": "person:open", "handle": f"@{filling.word()}", "emails": [mail]}]}
    data["waivers"] = [
        {"code": "ORG101", "subject": subject, "reason": filling.text(), "by": f"post:{name}", "until": "2027-01-01"}
        for subject in (
            f"post:{name}",
            f"post:open/{name}-duty",
            f"post:open/{name}",
            f"file:policies/posts/{name}.yaml",
            "person:open",
        )
    ]
    known = paths("system", data)
    single = ("short", "code", "about", "notice", "note", "numbering", "fiscal_year")
    entries = (path for path in known if path.count("/") == 1 and f"/{name}" in path)
    data["restricted"] = {path: "secret" for path in (*single, *entries) if path in known}
    return _document("system", "system", data)


def _ledger(documents: list[Document], filling: Filling) -> Iterator[Document]:
    """Two approvals of every document, an older one of another content, and a reading of each."""
    for document in documents:
        if kinds()[document.kind].is_document:
            content = canonical.content(document, "zh")
            for day, text in (("2026-01-05", _older(content, filling)), ("2026-02-05", content)):
                entry = {
                    "document": document.ref,
                    "digest": canonical.digest(text),
                    "approved": {"by": "post:open", "on": day},
                    "translations": {"en": {"/name": filling.word()}} if document.id == "open" else {},
                    "content": text,
                }
                yield _document("approval", f"{document.kind}-{document.id}-{day}", entry)
            read = {
                "document": document.ref,
                "digest": canonical.digest(content),
                "on": "2026-03-01",
                "by": ["person:open"],
            }
            yield _document("acknowledgement", f"{document.kind}-{document.id}", read)


def _older(content: str, filling: Filling) -> str:
    """What was approved before: the same with something that the source has no more."""
    return (
        content.replace("{\n", f'{{\n "code": "{filling.word()}",\n', 1)
        if '"code"' not in content
        else content.replace('"code": "', f'"code": "{filling.word()}', 1)
    )


def _document(kind: str, ident: str, data: Mapping[str, Any]) -> Document:
    parsed = parse(json.dumps(data, ensure_ascii=False))
    assert is_sound(kind, parsed.data), (kind, ident)
    folder = kinds()[kind].folder
    return Document(kind, ident, f"policies/{folder}/{ident}.yaml", parsed.data, parsed.values, parsed.keys)
