"""The small company of company.yaml, linked as it is and after edits."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from remit.language.validate import validate
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.source.document import Document
from remit.source.yaml_reader import parse

HERE = Path(__file__).parent
Data = dict[str, Any]


@cache
def _company() -> str:
    return json.dumps(parse((HERE / "company.yaml").read_text("utf-8")).data, ensure_ascii=False)


def company() -> Data:
    """The files by reference, to change."""
    found: Data = json.loads(_company())
    return found


def organisation(files: Mapping[str, Any]) -> Organisation:
    """The files linked; what is not well-formed is a mistake of the test."""
    documents = [_document(ref, data) for ref, data in files.items()]
    sound, invalid = validate(documents)
    assert [(finding.subject, finding.name, finding.params) for finding in invalid] == []
    found, _ = link(sound, documents)
    assert found is not None
    return found


def _document(ref: str, data: Any) -> Document:
    kind, _, ident = ref.partition(":")
    parsed = parse(json.dumps(data, ensure_ascii=False))
    return Document(kind, ident, f"policies/{kind}/{ident}.yaml", parsed.data, parsed.values, parsed.keys)


def edited(files: Data, edits: Mapping[str, Any]) -> Data:
    """The files after edits: by reference null (the file goes), a text (it is renamed to that), or values by dotted place.

    A place is made of fields, ids of entries and numbers; `+` at the end adds an entry, null takes away.
    """
    found = copy.deepcopy(files)
    for ref, edit in edits.items():
        if edit is None:
            del found[ref]
        elif isinstance(edit, str):
            found[edit] = found.pop(ref)
        elif ref not in found:
            found[ref] = edit
        else:
            for place, value in edit.items():
                _set(found[ref], place.split("."), value)
    return found


def _set(data: Any, place: list[str], value: Any) -> None:
    for part in place[:-1]:
        data = _entry(data, part) if isinstance(data, list) else data.setdefault(part, [] if place[-1] == "+" else {})
    last = place[-1]
    if last == "+":
        data.append(value)
    elif isinstance(data, list):
        at = data.index(_entry(data, last))
        data[at : at + 1] = [] if value is None else [value]
    elif value is None:
        del data[last]
    else:
        data[last] = value


def _entry(entries: list[Any], name: str) -> Any:
    named = next((one for one in entries if isinstance(one, dict) and name in (one.get("id"), one.get("kpi"))), None)
    return entries[int(name)] if named is None else named
