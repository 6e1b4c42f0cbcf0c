"""What changes mean: a table of cases, and what holds of any two organisations and of every field of the language."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from remit.change.compare import changes
from remit.change.grading import grade_of, table
from remit.change.model import GRADES, Change, Changes
from remit.change.telling import message, sentences
from remit.language.schemas import kinds, resolved
from remit.model.generate import class_schemas
from remit.model.ledger import states
from remit.model.link import link
from remit.model.places import put, renamed
from remit.source.document import Document
from remit.source.yaml_reader import parse
from tests.change import filled
from tests.change.tree import company, edited, organisation


def _cases() -> list[dict[str, Any]]:
    data = parse((Path(__file__).parent / "cases.yaml").read_text("utf-8")).data
    assert isinstance(data, list)
    return data


CASES = _cases()
_MIRRORED = {
    "added": "removed", "entry-added": "entry-removed", "entity-added": "entity-removed",
    "entry-moved-here": "entry-moved-away", "entry-split": "entry-merged", "entry-split-from": "entry-merged-into",
}  # fmt: skip
MIRROR = _MIRRORED | {there: here for here, there in _MIRRORED.items()}


def said(found: Changes) -> list[str]:
    return [_line(entity.ref, change) for entity in found.entities for change in entity.changes]


def _line(ref: str, change: Change) -> str:
    posts = " ".join(post.partition(":")[2] for post in change.posts)
    return f"{ref} {change.grade} {change.reason} | {message(change, 'zh')} | {message(change, 'en')} | {posts}"


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_changed_is_said_graded_and_addressed(case: Mapping[str, Any]) -> None:
    files = company()
    found = changes(organisation(files), organisation(edited(files, case["edits"])))
    assert said(found) == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_the_way_back_is_the_mirror(case: Mapping[str, Any]) -> None:
    """What came goes, what moved here moves away; the files and the grades are the same."""
    if any(ref.startswith("approval:") for ref in case["edits"]):
        return  # an approval that comes is nothing to worry about, one that goes is
    files = company()
    one, other = organisation(files), organisation(edited(files, case["edits"]))
    there, back = changes(one, other), changes(other, one)
    names = Counter(MIRROR.get(change.name, change.name) for entity in there.entities for change in entity.changes)
    assert names == Counter(change.name for entity in back.entities for change in entity.changes)
    assert there.counts() == back.counts()


def test_nothing_changed_is_nothing() -> None:
    files = company()
    found = changes(organisation(files), organisation(copy.deepcopy(files)))
    assert found.entities == ()
    assert found.posts == {}
    assert found.must_read() == {}


FIELDS = list(filled.fields())


@pytest.mark.parametrize("field", FIELDS, ids=[f"{field.kind}{field.path}" for field in FIELDS])
def test_every_field_that_changes_is_told(field: filled.Field) -> None:
    """At least one change where it is normative, and nothing above editorial where it is not; and nothing else is told."""
    files = company()
    ref = f"{field.kind}:filled"
    before, after = ({**files, ref: data} for data in (field.before, field.after))
    found = changes(organisation(before), organisation(after))
    assert [entity.ref for entity in found.entities] == [ref]
    if not field.normative:
        assert {change.grade for change in found.entities[0].changes} == {"editorial"}
    for change in found.entities[0].changes:
        assert all(message(change, lang) for lang in ("zh", "en"))


def test_readers_are_those_of_major_changes_of_documents() -> None:
    files = company()
    edits = {
        "kpi:on-time": {"target": {"at_least": 97}},
        "post:inspector": {"purpose": {"zh": "把关", "en": "Inspect"}},
        "meeting:review": {"timing": {"every": "week"}},
    }
    found = changes(organisation(files), organisation(edited(files, edits)))
    read = {ref: [entity.ref for entity in entities] for ref, entities in found.must_read().items()}
    assert read == {"post:buyer": ["kpi:on-time"], "post:inspector": ["kpi:on-time"]}
    own = found.of_post("post:buyer")
    assert [entity.ref for entity in own.entities] == ["kpi:on-time", "meeting:review"]


def test_a_post_renamed_reads_under_its_new_name() -> None:
    files = company()
    edits: dict[str, Any] = {
        "post:inspector": "post:tester",
        "kpi:on-time": {"supplied_by": "post:tester", "target": {"at_least": 97}},
    }
    found = changes(organisation(files), organisation(edited(files, edits)))
    assert found.entities[0].event == "changed"
    assert [(entity.was, entity.ref) for entity in found.entities if entity.event == "renamed"] == [
        ("post:inspector", "post:tester")
    ]
    assert "post:tester" in found.must_read()


def test_files_that_cannot_be_read_are_named_and_not_taken_for_gone() -> None:
    files = company()
    sound = [one.origin.document for one in organisation(files).entities() if one.ref != "post:buyer"]
    broken = Document("post", "buyer", "policies/post/buyer.yaml", None)
    after, _ = link(sound, [*sound, broken])
    assert after is not None
    found = changes(organisation(files), after)
    assert found.unread == ("post:buyer",)
    assert found.entities == ()


def test_every_class_and_kind_has_its_reasons_and_name() -> None:
    """Classes that stand in lists, kinds as wholes; every reason is in the table and has both languages."""
    listed = set()
    for schema in class_schemas().values():
        for node in schema["properties"].values():
            item = resolved(resolved(node).get("items", {})) if resolved(node).get("type") == "array" else {}
            if "x-class" in item and "x-type" not in item:
                listed.add(item["x-class"])
    assert listed <= set(table()["entries"])
    assert listed == set(sentences()["nouns"])
    assert set(table()["entities"]) == set(kinds()) - {"system"}
    used = {*table()["fields"].values(), *table()["values"].values()}
    used |= {
        reason for entry in (*table()["entries"].values(), *table()["entities"].values()) for reason in entry.values()
    }
    assert used <= set(table()["reasons"])
    for name, reason in table()["reasons"].items():
        assert grade_of(name) in GRADES
        assert reason["zh"]
        assert reason["en"]


def test_the_table_names_fields_that_there_are() -> None:
    known = {f"{name}.{field}" for name, schema in class_schemas().items() for field in schema["properties"]}
    fields = {field for _, _, field in (one.partition(".") for one in known)}
    named = [*table()["fields"], *table()["described"], *table()["ordered"], *sentences()["labels"]]
    named += [
        f"{owner}.{field}"
        for group in ("called", "told")
        for owner, every in sentences()[group].items()
        for field in every
    ]
    assert [one for one in named if one not in known and not (one.startswith("*.") and one[2:] in fields)] == []


def test_a_rename_alters_no_entry_of_the_ledger() -> None:
    """Entries are read in the names of today; what they say themselves has not changed."""
    files = company()
    state = states(organisation(files))["post:buyer"]
    files["approval:buyer"] = {
        "document": "post:buyer",
        "digest": state.digest,
        "approved": {"by": "post:general-manager", "on": "2026-01-01"},
        "content": state.content,
    }
    after = copy.deepcopy(files)
    for ref, data in after.items():
        if not ref.startswith("approval:"):
            found = renamed(ref.partition(":")[0], ref, data, lambda key: key.replace("post:buyer", "post:purchaser"))
            for pointer, text in list(found):
                put(data, pointer, text)
    after["post:purchaser"] = after.pop("post:buyer")
    after["rename:one"] = {"from": "post:buyer", "to": "post:purchaser", "on": "2026-02-01"}
    now = organisation(after)
    assert states(now)["post:purchaser"].state == "approved"
    told = {one.ref: one.event for one in changes(organisation(files), now).entities}
    assert told == {"post:purchaser": "renamed", "rename:one": "added"}
