"""How findings speak of documents: their kind, name and the labels of their fields, and which of them are in force."""

from __future__ import annotations

from collections.abc import Sequence

from remit.diagnostics import Span
from remit.evidence.enumeration import enumeration
from remit.language.schemas import Schema, in_language, kinds, resolved
from remit.lexicon import lexicon
from remit.model.entities import Kpi, Post
from remit.model.ledger import DocumentState
from remit.model.values import Entity

"""States that are written because the document does not hold, or not yet, or not any more."""


def control_span(state: DocumentState) -> Span:
    """Where the document says what it is: its control data, or its beginning where it has none."""
    return state.control.span() if state.control is not None else state.entity.span()


def kind_words(entity: Entity) -> dict[str, str]:
    """What the kind of a document is called; of a post, the document is its job description."""
    if isinstance(entity, Post):
        return {lang: lexicon("documents.job-description", lang)[0] for lang in ("zh", "en")}
    kind = kinds()[entity.kind]
    return {"zh": kind.label("zh"), "en": kind.label("en") if isinstance(entity, Kpi) else kind.label("en").lower()}


def field_words(schema: Schema, fields: Sequence[str]) -> dict[str, str]:
    """The labels of fields of a part of a schema as one list."""
    titles = [str(resolved(schema["properties"][field])["title"]) for field in fields]
    labels = [{"zh": in_language(title, "zh"), "en": in_language(title, "en").lower()} for title in titles]
    return enumeration(labels, ("zh", "en"))


def control_schema() -> Schema:
    """The schema of the control data, as every kind of document has it."""
    return resolved(kinds()["policy"].schema["properties"]["control"])
