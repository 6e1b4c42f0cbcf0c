"""The worked company in memory: data of each file to copy and change, and how to compile it again with changed files."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from remit.diagnostics import Diagnostic
from remit.language.schemas import folders, kinds
from remit.language.validate import validate
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.processes import uncollected
from remit.rules import check
from remit.source.document import Document, Pointer
from remit.source.tree import load_tree
from remit.source.yaml_reader import parse

AS_OF = "2026-06-30"
"""The day that counts for every mutant: all approvals of the worked company are in force, nothing is overdue."""


@dataclass(frozen=True)
class Mutant:
    """A changed company. `files` maps references (post:buyer) to new data; None removes the file, a new reference adds one.

    `rule` should then report `subject` on the line of `pointer` (a value, or with `key` the key) in the file of `file`
    (default: the first changed file). Where several answers are right, `subjects` lists the others.
    """

    rule: str
    files: Mapping[str, Any]
    subject: str
    pointer: Pointer = ()
    file: str = ""
    key: bool = False
    note: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The reference of the file in which the finding is expected."""
        return self.file or next(iter(self.files))


class Tree:
    """The company as it stands, loaded once."""

    def __init__(self, root: Path) -> None:
        documents, findings = load_tree(root, folders())
        assert findings == []
        self.documents: dict[str, Document] = {document.ref: document for document in documents}
        organisation, broken = link(validate(documents)[0], documents)
        assert organisation is not None
        assert broken == []
        self.organisation: Organisation = organisation

    def data(self, ref: str) -> Any:
        """A copy of the data of a file, to change."""
        return copy.deepcopy(self.documents[ref].data)

    def of(self, kind: str) -> list[str]:
        """The references of every entity of a kind."""
        return [ref for ref, document in self.documents.items() if document.kind == kind]

    def with_files(self, files: Mapping[str, Any]) -> list[Document]:
        """Every document, the given files as changed; positions are those of the data written as plain YAML."""
        found = {ref: document for ref, document in self.documents.items() if ref not in files}
        for ref, data in files.items():
            if data is not None:
                found[ref] = self._written(ref, data)
        return sorted(found.values(), key=lambda document: document.path)

    def _written(self, ref: str, data: Any) -> Document:
        kind, _, ident = ref.partition(":")
        known = self.documents.get(ref)
        folder = kinds()[kind].folder
        path = known.path if known is not None else f"policies/{folder}/{ident}.yaml"
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
        parsed = parse(text)
        return Document(kind, ident, path, parsed.data, parsed.values, parsed.keys)

    def findings(self, documents: Iterable[Document]) -> list[Diagnostic]:
        """Every diagnostic of a company of these documents, on the day AS_OF."""
        documents = list(documents)
        with uncollected():
            sound, found = validate(documents)
            organisation, broken = link(sound, documents)
            found = [*found, *broken]
            return [*found, *check(organisation, AS_OF)] if organisation is not None else found


class _Dumper(yaml.SafeDumper):
    """Plain YAML: no anchors, text that YAML would read as something else in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Planter = Callable[[Tree, random.Random], Mutant | None]
PLANTERS: dict[str, list[Planter]] = {}
"""By rule, the functions that plant its defect at a random place."""


def plants(rule: str) -> Callable[[Planter], Planter]:
    """Register a function that plants the defect of a rule; it returns None where the place it drew does not lend itself."""

    def register(planter: Planter) -> Planter:
        PLANTERS.setdefault(rule, []).append(planter)
        return planter

    return register
