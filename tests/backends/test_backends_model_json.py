"""model.json: whole, linked, without people, and as documented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backends.conftest import FIXTURE, Changed
from remit.backends import Edition, edition
from remit.backends.model_json import FORMAT, render


def read(data: Edition) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(data)["model.json"])
    return found


@pytest.fixture(scope="module")
def model(small_edition: Edition) -> dict[str, Any]:
    return read(small_edition)


def test_every_entity_but_people(model: dict[str, Any]) -> None:
    written = {path.stem for path in (FIXTURE / "policies").rglob("*.yaml")} - {"someone"}
    assert {ident for found in model["entities"].values() for ident in found} == written
    assert "person" not in model["entities"]
    assert "某某某" not in json.dumps(model, ensure_ascii=False)


def test_fields_are_as_written_and_references_name_their_kind(model: dict[str, Any]) -> None:
    manager = model["entities"]["post"]["sales-manager"]
    assert manager["name"] == {"zh": "销售经理", "en": "Sales Manager"}
    assert manager["unit"] == "unit:sales"
    assert manager["headcount"] == 1
    assert manager["duties"][0]["functions"] == ["unit:sales/orders"]
    assert manager["duties"][0]["timing"] == {
        "within": "1 workday",
        "of": {"zh": "收到报价稿", "en": "receipt of the draft"},
    }
    assert manager["duties"][2]["catch_all"] is True
    assert manager["career"] == {"from": ["post:clerk"], "to": ["post:director"]}
    assert manager["relationships"]["internal"][1]["with"] == {"named": {"zh": "财务", "en": "Finance"}}
    assert model["entities"]["post"]["keeper"]["deputy"] == {"named": {"zh": "待聘人员", "en": "A person to be hired"}}
    assert model["entities"]["kpi"]["on-time"]["source"] == ["record:quotation"]
    assert "basis" not in manager


def test_what_is_derived_stands_beside(model: dict[str, Any], small_edition: Edition) -> None:
    assert model["remit"] == FORMAT
    assert model["languages"] == ["zh", "en"]
    assert {"by": "unit:sales", "field": "head"} in model["uses"]["post:sales-manager"]
    assert not [use for uses in model["uses"].values() for use in uses if use["by"].startswith("person:")]
    assert model["responsibility"][0] == {
        "process": "process:order",
        "activity": "process:order/draft",
        "steps": ["process:order/draft", "process:order/check", "process:order/small", "process:order/large"],
        "outputs": ["record:quotation"],
        "letters": {"post:clerk": "R", "post:keeper": "C", "post:sales-manager": "A", "unit:council": "C"},
    }
    assert model["documents"]["post:sales-manager"] == {
        "state": "unapproved",
        "digest": small_edition.states["post:sales-manager"].digest,
        "version": "A/1",
    }


def test_the_same_bytes_every_time(small_edition: Edition) -> None:
    assert render(small_edition) == render(small_edition)


def test_every_form_of_a_performer_comes_out_as_written(changed: Changed) -> None:
    forms = [
        "requester",
        {"any": ["post:clerk", "role:auditor"]},
        {"each": "group:all-units"},
        {"post": "post:clerk", "at": "unit:stores"},
        {"performer": "post:keeper", "except": "unit:sales"},
        {"named": {"zh": "值班员"}},
    ]

    def perform(data: Any) -> None:
        forms_in = [*forms[:3], {"post": "clerk", "at": "stores"}, *forms[4:]]
        data["steps"] = [{"id": f"s{n}", "name": "做", "performer": form} for n, form in enumerate(forms_in)]

    found = read(edition(changed("processes/order.yaml", perform)))
    assert [step["performer"] for step in found["entities"]["process"]["order"]["steps"]] == forms
