"""The planted company, linked and judged once, and what is compiled of it for each reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remit.audience.reader import Reader
from remit.backends import Edition, edition_for
from remit.judgement import Finding, judge
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.registry import BACKENDS
from remit.rules import check
from tests.audience.planted import Planted, planted

DAY = "2026-06-30"
Compile = Callable[[Reader], dict[str, bytes]]


@pytest.fixture(scope="session")
def company() -> Planted:
    return planted()


@pytest.fixture(scope="session")
def organisation(company: Planted) -> Organisation:
    found, problems = link(company.documents, company.documents)
    assert found is not None
    assert [problem for problem in problems if problem.name == "unknown-restricted-path"] == []
    return found


@pytest.fixture(scope="session")
def findings(organisation: Organisation) -> tuple[Finding, ...]:
    return tuple(judge(check(organisation, DAY), organisation, DAY))


@pytest.fixture(scope="session")
def compiled(
    organisation: Organisation, findings: tuple[Finding, ...], tmp_path_factory: pytest.TempPathFactory
) -> Compile:
    """Every output file for a reader, by path; a reader who may see the same gets the same files."""
    cache, made = tmp_path_factory.mktemp("cache"), dict[str, dict[str, bytes]]()

    def files(reader: Reader) -> dict[str, bytes]:
        key = f"{reader.level} {reader.people}"
        if key not in made:
            made[key] = render(edition_for(reader, organisation, DAY, findings, cache))
        return made[key]

    return files


def render(edition: Edition) -> dict[str, bytes]:
    """Every output file of an edition, by path."""
    found: dict[str, bytes] = {}
    for backend in BACKENDS:
        found |= backend.render(edition)
    return found
