"""The organisations written down as they are have lost nothing: every clause of their source is named in a comment.

The clauses of a source are those of policies/basis/<system>.yaml; a comment beside an element of tests/as-found/<system>
gives the whole id of each clause that the element says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

AS_FOUND = Path(__file__).with_name("as-found")
BASIS = Path(__file__).parent.parent / "policies" / "basis"
SYSTEMS = sorted(folder.name for folder in AS_FOUND.iterdir() if folder.is_dir())


def clauses(system: str) -> set[str]:
    """The ids of the clauses of a source."""
    basis = yaml.safe_load((BASIS / f"{system}.yaml").read_text("utf-8"))
    return {clause["id"] for clause in basis["clauses"]}


def comments(text: str) -> Iterator[str]:
    """What stands between the tokens of a YAML text: its comments, and never a # inside a value."""
    end = 0
    for token in yaml.scan(text):
        yield text[end : token.start_mark.index]
        end = max(end, token.end_mark.index)
    yield text[end:]


def ids(text: str, system: str) -> list[str]:
    """The clause ids of a source in the comments of a YAML text, each whole, without the stop of a sentence."""
    whole_id = re.compile(rf"(?<![\w.-]){re.escape(system)}\.[\w.-]*\w")
    return [clause for comment in comments(text) for clause in whole_id.findall(comment)]


def named(system: str) -> dict[str, str]:
    """The clause ids in the comments of an organisation, each with the first file that names it."""
    found: dict[str, str] = {}
    for path in sorted((AS_FOUND / system).rglob("*.yaml")):
        for clause in ids(path.read_text("utf-8"), system):
            found.setdefault(clause, path.relative_to(AS_FOUND).as_posix())
    return found


def test_every_source_is_written_down() -> None:
    """Each basis that is a source (not a standard with a matrix) has its organisation as found."""
    sources = {path.stem for path in BASIS.glob("*.yaml") if not yaml.safe_load(path.read_text("utf-8")).get("matrix")}
    assert sources == set(SYSTEMS)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_clause_of_the_source_is_written_down(system: str) -> None:
    missing = sorted(clauses(system) - named(system).keys())
    assert not missing, f"no comment in tests/as-found/{system} names {', '.join(missing)}"


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_comment_names_an_unknown_clause(system: str) -> None:
    known = clauses(system)
    unknown = [f"{clause} ({path})" for clause, path in sorted(named(system).items()) if clause not in known]
    assert not unknown, f"policies/basis/{system}.yaml has no {', '.join(unknown)}"


def test_only_comments_count_and_only_whole_ids() -> None:
    text = 'a: "x # s9.one"  # s9.two, s9.three.\nb: |\n  # s9.four\nc: p#s9.five\n# s9.six xs9.seven s9\n'
    assert ids(text, "s9") == ["s9.two", "s9.three", "s9.six"]
