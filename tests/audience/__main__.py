"""The worked company with levels and secret words at random places, compiled for a lower level: `python -m tests.audience`.

Says how many words were planted and where one was found again. Takes minutes; a made company runs with every test run.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from remit.audience.reader import reader
from remit.backends import edition_for
from remit.compiler import compile_tree
from remit.judgement import judge
from remit.language.schemas import kinds
from remit.language.validate import is_sound
from remit.model import canonical
from remit.model.link import link
from remit.model.places import ENTRIES
from remit.model.restricted import paths
from remit.registry import BACKENDS
from remit.rules import check
from remit.source.document import Document, Pointer
from tests.audience.leaks import dangling, leaks
from tests.audience.planted import ANY_SECRET, RARE, SECRET

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-06-30"
_FEW, _WHOLE = 3, 0.15


class _Planting:
    def __init__(self, seed: int) -> None:
        self.random, self.count = random.Random(seed), 0

    def documents(self, found: list[Document]) -> list[Document]:
        """The documents with levels and words, and the last approval of each with what it says now."""
        made = {one.ref: self.planted(one) if one.kind not in (*ENTRIES, "rename") else one for one in found}
        last = {str(_field(one, "document")): one.ref for one in found if one.kind == "approval"}
        for ref, entry in last.items():
            if ref in made and made[ref].kind in kinds():
                text = canonical.content(made[ref], "zh")
                data = {key: value for key, value in _data(made[entry]).items() if key != "translations"}
                made[entry] = replace(made[entry], data={**data, "content": text, "digest": canonical.digest(text)})
        return list(made.values())

    def planted(self, one: Document) -> Document:
        data = copy.deepcopy(_data(one))
        if one.kind != "system" and self.random.random() < _WHOLE:
            data = {**self.said(data, ()), "confidentiality": "secret"}
            places: list[Pointer] = [()]
        else:
            known = paths(one.kind, data)
            names = [name for name in sorted(known) if one.kind != "system" or name.count("/")]
            chosen = self.random.sample(names, min(_FEW, len(names)))
            places = [pointer for name in chosen for pointer in known[name]]
            data["restricted"] = dict.fromkeys(chosen, "secret")
        for place in places if places != [()] else ():
            _put(data, place, self.said(_get(data, place), place))
        sound = is_sound(one.kind, data)
        return replace(one, data=data) if sound else one

    def said(self, value: Any, at: Pointer) -> Any:
        """A value with a secret word in each of its human texts."""
        if isinstance(value, Mapping):
            if value.keys() <= {"zh", "en"}:
                return {lang: f"{text}{self.word()}" for lang, text in value.items()}
            return {key: self.said(part, (*at, key)) for key, part in value.items()}
        return [self.said(part, (*at, n)) for n, part in enumerate(value)] if isinstance(value, list) else value

    def word(self) -> str:
        self.count += 1
        return f"{SECRET}{self.count:05d}{RARE}"


def _data(one: Document) -> dict[str, Any]:
    assert isinstance(one.data, dict)
    return one.data


def _field(one: Document, name: str) -> Any:
    return _data(one)[name]


def _get(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _put(data: Any, pointer: Pointer, value: Any) -> None:
    _get(data, pointer[:-1])[pointer[-1]] = value


def main() -> None:
    """Print what was planted, what was left, and what leaked."""
    parser = argparse.ArgumentParser(prog="python -m tests.audience", description=__doc__)
    parser.add_argument("--seed", type=int, default=20260630)
    parser.add_argument("--level", default="internal")
    asked = parser.parse_args()
    planting = _Planting(asked.seed)
    documents = planting.documents(list(compile_tree(ROOT, DAY).documents))
    organisation, _ = link(documents, documents)
    assert organisation is not None
    findings = tuple(judge(check(organisation, DAY), organisation, DAY))
    who = reader(organisation, asked.level)
    edition = edition_for(who, organisation, DAY, findings, ROOT / ".remit" / "cache")
    files = {path: data for backend in BACKENDS for path, data in backend.render(edition).items()}
    kept = sum(1 for _ in edition.organisation.entities())
    click.echo(f"{planting.count} words planted; {kept} of {len(documents)} files left; {len(findings)} findings,")
    click.echo(f"{len(edition.findings)} told; {len(files)} files written, {sum(map(len, files.values())):,} bytes")
    found, broken = leaks(files, ANY_SECRET), dangling(files)
    click.echo(f"leaks: {len(found)}, links that lead nowhere: {len(broken)}")
    for line in [*found[:20], *broken[:20]]:
        click.echo(f"  {line}")


if __name__ == "__main__":
    main()
