"""The text of a policy as runs: what it cites becomes a jump whose words are the printed number, the title or the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.backends.paper import words
from remit.labels import Labels
from remit.model.entities import Policy, Record
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.office.blocks import Run
from remit.views.citation import Piece, pieces
from remit.views.wording import name_of, segments

_OPENS_A_TITLE = "《"


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What a policy is written with: the organisation, the policy itself and the language."""

    organisation: Organisation
    policy: Policy
    lang: str

    @property
    def say(self) -> Labels:
        """The words of documents."""
        return words(self.lang)


def annex_mark(policy: Policy, record: Record) -> str:
    """The bookmark of a record's annex; the same record may be annexed to several policies of one document."""
    return f"{policy.ref}/annex/{record.id}"


def runs(scope: Scope, text: Text | None) -> tuple[Run, ...]:
    """A text with its links; words that were written for a link stay as they are."""
    found = list(_runs(scope, text)) if text is not None else []
    return tuple(run for run in found if run.text)


def _runs(scope: Scope, text: Text) -> Iterator[Run]:
    before = ""
    for shown, element in segments(text, scope.lang):
        if element is None:
            before = shown
            yield Run(shown)
        elif shown:
            yield Run(shown, anchor=_anchor(scope, element))
        elif isinstance(element, Policy) and before.endswith(_OPENS_A_TITLE):
            yield Run(name_of(element, scope.lang), anchor=element.ref)
        else:
            yield from (_piece(scope, piece) for piece in pieces(scope.organisation, element, scope.lang, scope.policy))


def _piece(scope: Scope, piece: Piece) -> Run:
    return Run(piece.text, anchor=_anchor(scope, piece.element)) if piece.element is not None else Run(piece.text)


def _anchor(scope: Scope, element: Element) -> str:
    """The bookmark of an element; one that no document has leaves plain words."""
    if isinstance(element, Record) and any(ref.target is element for ref in scope.policy.annexes):
        return annex_mark(scope.policy, element)
    return element.ref
