"""Words planted in every field of every kind: none reaches readers below its level, in no byte of any output."""

from __future__ import annotations

from typing import Any

from remit.audience.reader import Reader, reader
from remit.model.organisation import Organisation
from remit.model.places import UNPUBLISHED
from tests.audience.conftest import Compile
from tests.audience.leaks import dangling, leaks
from tests.audience.planted import RARE, SOUND, Planted


def test_nothing_above_the_level_is_anywhere(company: Planted, organisation: Organisation, compiled: Compile) -> None:
    files = compiled(reader(organisation, "internal"))
    assert "\n".join(leaks(files, [*company.secrets, *RARE, SOUND])) == ""
    assert dangling(files) == []


def test_everything_else_stays(company: Planted, organisation: Organisation, compiled: Compile) -> None:
    model = compiled(reader(organisation, "internal"))["model.json"].decode()
    lost = [
        f"{document.ref} {pointer}: {text}"
        for document in company.documents
        if document.id == "pointing" and document.kind not in UNPUBLISHED
        for pointer, text in _texts(document.data, "")
        # What is weighed and expected of an indicator that is withheld says nothing without it.
        if pointer != "/kpis/0/target/text" and any(word in text and word not in model for word in company.plain)
    ]
    assert lost == []


def test_planted_words_are_found_where_they_are(
    company: Planted, organisation: Organisation, compiled: Compile
) -> None:
    """The search for leaks finds what is shown to those who may see it: half of it is in notes and in the ledger's past."""
    files = compiled(reader(organisation, "secret"))
    met = {found.rpartition(": ")[2] for found in leaks(files, [*company.secrets, *RARE, SOUND])}
    assert len(met) > len(company.secrets) / 2
    assert {*RARE, SOUND} <= met


def test_nobody_is_named_unless_it_is_asked(company: Planted, organisation: Organisation, compiled: Compile) -> None:
    names = [
        word
        for document in company.documents
        if document.kind == "person" and document.id == "open" and isinstance(document.data, dict)
        for word in str(document.data["name"]).replace("'", " ").replace(RARE, " ").replace("应当", " ").split()
        if word in company.secrets
    ]
    assert len(names) == 2
    everything = compiled(reader(organisation))
    assert leaks(everything, names) == []
    named = compiled(Reader(people=True, instead={}))
    zh, en = names
    assert zh in named["zh/posts/open/index.html"].decode()
    assert en in named["en/units/open/index.html"].decode()


def test_git_accounts_are_for_nobody(company: Planted, compiled: Compile) -> None:
    system: Any = next(document.data for document in company.documents if document.kind == "system")
    account = system["git"]["accounts"][0]
    secrets = [account["handle"].removeprefix("@"), account["emails"][0].partition("@")[0]]
    assert leaks(compiled(Reader(people=True, instead={})), secrets) == []


def _texts(value: Any, pointer: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            return [(pointer, text) for text in value.values()]
        return [found for key, part in value.items() for found in _texts(part, f"{pointer}/{key}")]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in _texts(part, f"{pointer}/{index}")]
    return []
