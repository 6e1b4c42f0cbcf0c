"""A document is made again from the ledger: its approved words in every language, and what an approval does not hold for."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest

from publish.conftest import DOCUMENTS, Company
from remit.language.validate import validate
from remit.model import canonical
from remit.model.ledger import states
from remit.model.translations import translations
from remit.publish.restore import restored
from remit.source.document import Document

LANGUAGES = ("zh", "en")


def document(company: Company, ref: str) -> Document:
    return states(company.working())[ref].entity.origin.document


@pytest.mark.parametrize("ref", DOCUMENTS)
def test_approved_content_comes_back_whatever_has_become_of_the_source(company: Company, ref: str) -> None:
    own = document(company, ref)
    assert isinstance(own.data, dict)
    content = canonical.content(own, "zh")
    for field in own.data:
        data = {key: value for key, value in copy.deepcopy(own.data).items() if key != field}
        for source in (replace(own, data=data), replace(own, data={})):
            found, lacking = restored(source, json.loads(content), translations(own, "zh"), LANGUAGES)
            assert canonical.content(found, "zh") == content
            assert validate([found])[0] == [found]
            assert not lacking


def text_of(
    company: Company, ref: str, source: dict[str, object], recorded: dict[str, dict[str, str]]
) -> tuple[object, bool]:
    """The name of a document that was approved as 文员, in a source that has moved on."""
    own = document(company, ref)
    found, lacking = restored(replace(own, data=source), {"document": ref, "name": "文员"}, recorded, LANGUAGES)
    assert isinstance(found.data, dict)
    return found.data["name"], lacking


@pytest.mark.parametrize(
    ("source", "recorded", "expected", "lacking"),
    [
        (
            {"name": {"zh": "文员", "en": "Office clerk"}},
            {"en": {"/name": "Clerk"}},
            {"zh": "文员", "en": "Office clerk"},
            False,
        ),
        ({"name": {"zh": "职员", "en": "Staff"}}, {"en": {"/name": "Clerk"}}, {"zh": "文员", "en": "Clerk"}, False),
        ({"name": {"zh": "职员", "en": "Staff"}}, {}, {"zh": "文员"}, True),
        ({"name": "职员", "purpose": {"zh": "文员", "en": "Clerk"}}, {}, {"zh": "文员", "en": "Clerk"}, False),
        ({"name": "文员"}, {}, "文员", False),
    ],
    ids=["improved", "recorded", "missing", "elsewhere", "never-translated"],
)
def test_translations_come_from_the_source_where_the_text_is_the_same_then_from_the_ledger(
    company: Company, source: dict[str, object], recorded: dict[str, dict[str, str]], expected: object, *, lacking: bool
) -> None:
    assert text_of(company, "post:clerk", source, recorded) == (expected, lacking)


def test_what_an_approval_does_not_hold_for_comes_from_the_source(company: Company) -> None:
    own = document(company, "post:clerk")
    content = canonical.content(own, "zh")
    assert isinstance(own.data, dict)
    data = copy.deepcopy(own.data) | {"purpose": "变了", "aliases": ["前台"], "note": "给编写人"}
    data["duties"][0] |= {"note": "为什么", "text": "变了"}
    found, _ = restored(replace(own, data=data), json.loads(content), {}, LANGUAGES)
    assert isinstance(found.data, dict)
    assert (found.data["aliases"], found.data["note"]) == (["前台"], "给编写人")
    assert found.data["duties"][0]["note"] == "为什么"
    assert found.data["duties"][0]["text"] == {"zh": "受理并登记客户订单"}


def test_line_breaks_stay_where_the_words_are_the_same(company: Company) -> None:
    own = document(company, "post:clerk")
    data = {"name": {"zh": "文\n员", "en": "Clerk"}, "purpose": "变了"}
    found, _ = restored(replace(own, data=data), {"document": own.ref, "name": "文 员"}, {}, LANGUAGES)
    assert isinstance(found.data, dict)
    assert found.data["name"] == {"zh": "文\n员", "en": "Clerk"}


def test_an_approval_keeps_the_other_languages_beside_the_content(company: Company) -> None:
    company.approve("2026-01-05")
    before = company.edition().organisation.by_kind["approval"]["post-clerk-2026-01-05"]
    assert before.translations["en"]["/duties/0/text"] == "Take and enter customer orders"
    company.change(
        "posts/clerk.yaml", lambda text: text.replace("受理并登记客户订单, en: Take and enter customer orders", "改写")
    )
    made = company.edition()
    clerk = made.organisation.find("post:clerk")
    assert clerk.duties[0].text.get("en") == "Take and enter customer orders"
    assert not made.states["post:clerk"].untranslated
