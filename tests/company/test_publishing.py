"""The worked company is published as it was approved, and every one of its documents could be made again from the ledger."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from remit.compiler import Compilation
from remit.language.validate import validate
from remit.model import canonical
from remit.model.ledger import states
from remit.model.translations import translations
from remit.publish.published import published
from remit.publish.restore import restored

pytestmark = pytest.mark.xdist_group("company")


def test_what_is_published_is_the_source_itself(compilation: Compilation) -> None:
    assert compilation.organisation is not None
    found = published(compilation.organisation, "2026-06-30")
    assert found.organisation is compilation.organisation
    assert {state.shown for state in found.states.values()} == {"approved"}
    assert list(found.states) == list(states(compilation.organisation))


def test_every_document_comes_back_from_its_content_without_the_source(compilation: Compilation) -> None:
    assert compilation.organisation is not None
    for state in states(compilation.organisation).values():
        own = state.entity.origin.document
        content = json.loads(state.content)
        found, lacking = restored(replace(own, data={}), content, translations(own, "zh"), ("zh", "en"))
        assert canonical.content(found, "zh") == state.content
        assert validate([found])[0] == [found], own.ref
        assert not lacking, own.ref
