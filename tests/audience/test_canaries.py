"""Words planted in every field of every kind: none reaches readers below its level, in no byte of any output."""

from __future__ import annotations

import re
from typing import Any

from remit.audience.reader import reader
from remit.backends import edition_for
from remit.judgement import Finding
from remit.model.organisation import Organisation
from remit.model.places import UNPUBLISHED
from remit.pages.book import language_site
from tests.audience.conftest import DAY, Compile
from tests.audience.leaks import dangling, leaks
from tests.audience.planted import ANY_SECRET, RARE, SECRET, SOUND, Planted


def test_nothing_above_the_level_is_anywhere(organisation: Organisation, compiled: Compile) -> None:
    files = compiled(reader(organisation, "internal"))
    assert "\n".join(leaks(files, ANY_SECRET)) == ""
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
    """The search for leaks finds what is shown to those who may see it: the rest is in notes and in the ledger's past."""
    met = {found.rpartition(": ")[2] for found in leaks(compiled(reader(organisation, "secret")), ANY_SECRET)}
    assert len(met) > len(company.secrets) / 2
    assert {RARE, SOUND} <= met


def test_nobody_is_named_unless_it_is_asked(
    company: Planted, organisation: Organisation, findings: tuple[Finding, ...], compiled: Compile
) -> None:
    person: Any = next(one.data for one in company.documents if one.ref == "person:open")
    system: Any = next(one.data for one in company.documents if one.kind == "system")
    names = [word for text in person["name"].values() for word in re.findall(f"{SECRET}[0-9]+", text)]
    account = re.findall(f"{SECRET}[0-9]+", str(system["git"]))
    assert [len(names), len(account)] == [2, 2]
    assert leaks(compiled(reader(organisation, "secret")), "|".join([*names, *account])) == []
    site = language_site(edition_for(reader(organisation, people=True), organisation, DAY, findings), "zh")
    pages = {
        page.path: page.html for page in site.pages if page.path in ("posts/open/index.html", "units/open/index.html")
    }
    assert [names[0] in html for html in pages.values()] == [True, True]
    assert not any(word in page.html for page in site.pages for word in account)


def _texts(value: Any, pointer: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            return [(pointer, text) for text in value.values()]
        return [found for key, part in value.items() for found in _texts(part, f"{pointer}/{key}")]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in _texts(part, f"{pointer}/{index}")]
    return []
