"""What remit stands on: pinned with hashes, under accepted licences, each direct part with its reason in the docs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from remit.site.assets import third_party

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENCES: dict[str, Any] = yaml.safe_load((ROOT / "requirements/licences.yaml").read_text("utf-8"))
PYTHONS = ("3.11.9", "3.12.4", "3.13.1")


def _pinned(name: str) -> list[tuple[str, str, Marker | None, list[str]]]:
    """Name, version, marker and hashes of every pin of a lock file."""
    found = []
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text("utf-8").strip()):
        head, *hashes = entry.replace("\\", "").split("--hash=sha256:")
        requirement = Requirement(head.strip())
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        found.append((canonicalize_name(requirement.name), specifier.version, requirement.marker, hashes))
    return found


def _asked(name: str) -> list[Requirement]:
    if name == "ci.txt":
        return [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])]
    text = (ROOT / "requirements" / name.replace(".txt", ".in")).read_text("utf-8")
    return [Requirement(line) for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", ["build.txt", "ci.txt", "audit.txt"])
def test_pins_are_those_of_the_project(name: str) -> None:
    """Otherwise `bash .ci/lock`: what pyproject.toml asks for is pinned, for every Python, to a version that it allows."""
    pins = _pinned(name)
    for python in PYTHONS:
        environment = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
        here = {
            pin: version for pin, version, marker, _ in pins if marker is None or marker.evaluate(dict(environment))
        }
        for requirement in _asked(name):
            version = here.get(canonicalize_name(requirement.name), "")
            assert requirement.specifier.contains(version), f"{requirement}: {version or 'not pinned'}"
    assert all(len(digest.strip()) == 64 for *_, hashes in pins for digest in hashes)
    assert all(hashes for *_, hashes in pins)
    # A wheel for each system there is, or one for all: more than one file wherever something is compiled.
    assert "://" not in (ROOT / "requirements" / name).read_text("utf-8")


def _installed(requirement: Requirement, seen: set[str]) -> Iterator[metadata.Distribution]:
    """A distribution and all that it needs here."""
    name = canonicalize_name(requirement.name)
    key = f"{name}{sorted(requirement.extras)}"
    if key in seen:
        return
    seen.add(key)
    found = metadata.distribution(name)
    yield found
    for line in found.requires or ():
        needed = Requirement(line)
        extras = requirement.extras or {""}
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            yield from _installed(needed, seen)


def _licence(distribution: metadata.Distribution) -> set[str]:
    """What the metadata say, in the names of requirements/licences.yaml; one of several is enough where they are a choice."""
    facts = distribution.metadata
    written = facts.get("License-Expression") or ""
    said = written.split(" OR ") if written else []
    if not said:
        named = [line.rpartition(" :: ")[2] for line in facts.get_all("Classifier") or () if line.startswith("License")]
        plain = (facts.get("License") or "").strip()
        said = [plain] if plain in LICENCES["accepted"] or plain in LICENCES["also_written"] else named
    if not said:
        said = [LICENCES["read_in_the_file"].get(canonicalize_name(facts["Name"]), "")]
    return {LICENCES["also_written"].get(name, name) for name in said}


def test_everything_needed_at_run_time_has_an_accepted_licence() -> None:
    seen: set[str] = set()
    parts = {found.name: found for line in PROJECT["dependencies"] for found in _installed(Requirement(line), seen)}
    assert len(parts) > 30
    refused = {name: _licence(found) for name, found in parts.items() if not _licence(found) & {*LICENCES["accepted"]}}
    assert refused == {}


def test_an_unknown_licence_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "thing-1.dist-info"
    folder.mkdir()
    for said in ("License-Expression: AGPL-3.0-only", "License: Proprietary", ""):
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: thing\nVersion: 1\n{said}\n")
        assert not _licence(metadata.Distribution.at(folder)) & {*LICENCES["accepted"]}, said


def test_the_docs_say_why_each_part_is_needed() -> None:
    text = (ROOT / "docs/supply-chain.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE))
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    shipped = {part["name"]: part for part in third_party()["components"]}
    assert rows.keys() == asked | shipped.keys()
    for name, part in shipped.items():
        assert part["version"] in rows[name] or name in asked, name
        assert part["licence"] in rows[name], name
    for name in asked:
        assert _licence(metadata.distribution(name)) & {*re.split(r"[ |]+", rows[name])}, name
