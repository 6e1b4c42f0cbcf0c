"""Findings as plain data and back: to carry them from one process to another, and to keep them in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from remit.diagnostics import Diagnostic, Edit, Related, Span


def as_data(diagnostic: Diagnostic) -> list[Any]:
    """A finding in the types of JSON; its parameters must be of these already."""
    return [
        diagnostic.name,
        _place(diagnostic.span),
        diagnostic.subject,
        diagnostic.params,
        [[_place(item.span), item.message, item.params] for item in diagnostic.related],
        [[edit.path, edit.action, edit.pointer, edit.text] for edit in diagnostic.fix],
        diagnostic.dated,
    ]


def from_data(data: Iterable[Any]) -> Diagnostic:
    """The finding that `as_data` was given."""
    name, span, subject, params, related, fix, dated = data
    return Diagnostic(
        name,
        Span(*span),
        subject,
        params,
        tuple(Related(Span(*place), message, words) for place, message, words in related),
        tuple(Edit(path, action, tuple(pointer), text) for path, action, pointer, text in fix),
        dated,
    )


def _place(span: Span) -> list[str | int]:
    return [span.path, span.line, span.column]
