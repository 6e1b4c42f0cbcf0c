"""Every process of the worked company as BPMN: accepted by others, drawn soundly, run to the end on every branch."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from backends.bpmn_reading import Running, drawn, findings, refused
from remit.backends import Edition, edition
from remit.backends.bpmn import render
from remit.compiler import compile_tree, linked_tree
from tests.diagrams.soundness import violations

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("bpmn")


@pytest.fixture(scope="module")
def company() -> Edition:
    organisation = linked_tree(ROOT)
    assert organisation is not None
    return edition(organisation)


@pytest.fixture(scope="module")
def files(company: Edition) -> dict[str, bytes]:
    return render(company)


def test_each_process_has_a_file(company: Edition, files: dict[str, bytes]) -> None:
    assert list(files) == [f"downloads/bpmn/{name}.bpmn" for name in company.organisation.by_kind["process"]]
    assert files == render(company)


def test_others_accept_them_without_a_warning(files: dict[str, bytes]) -> None:
    assert {path: found for path, data in files.items() if (found := findings(data))} == {}


def test_an_engine_runs_them_to_the_end_on_every_outcome(files: dict[str, bytes]) -> None:
    outcomes = 0
    for data in files.values():
        running = Running(data)
        seen = set(running.run())
        for wanted in running.choices():
            done = running.run(wanted)
            assert wanted.target in done[done.index(wanted.source) :]
            seen |= set(done)
            outcomes += 1
        assert running.nodes <= seen, f"{running.process}: never met {running.nodes - seen}"
    assert outcomes > 900


def test_the_diagrams_in_them_are_sound(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        layout = drawn(data)
        # The file rounds to hundredths of a px; ends on slanted borders are therefore judged on the layout itself.
        found = [one for one in violations(layout) if "does not end on its nodes" not in one]
        assert found == [], path
        assert all(abs(a.rect.bottom - b.rect.y) < 0.02 for a, b in pairwise(layout.lanes)), path


@pytest.mark.parametrize("root", sorted((ROOT / "tests" / "as-found").glob("s*")), ids=lambda root: root.name)
def test_processes_written_down_as_found_run_as_well(root: Path) -> None:
    organisation = compile_tree(root).organisation
    assert organisation is not None
    for data in render(edition(organisation)).values():
        assert refused(data) == []
        running = Running(data)
        running.run()
        for wanted in running.choices():
            running.run(wanted)
