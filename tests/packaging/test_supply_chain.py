"""What remit stands on: pinned with hashes, under accepted licences, each direct part with its reason in the docs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from remit.site.assets import third_party
from tests.packaging.sbom import FILE, LICENCES, PROJECT, PYTHONS, ROOT, bill, licence, pinned


def _asked(name: str) -> list[Requirement]:
    if name == "ci.txt":
        return [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])]
    text = (ROOT / "requirements" / name.replace(".txt", ".in")).read_text("utf-8")
    return [Requirement(line) for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", ["build.txt", "ci.txt", "audit.txt"])
def test_pins_are_those_of_the_project(name: str) -> None:
    """Otherwise `bash .ci/lock`: what pyproject.toml asks for is pinned, for every Python, to a version that it allows."""
    pins = pinned(name)
    for python in PYTHONS:
        environment = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
        here = {pin.name: pin.version for pin in pins if pin.marker is None or pin.marker.evaluate(dict(environment))}
        for requirement in _asked(name):
            version = here.get(canonicalize_name(requirement.name), "")
            assert requirement.specifier.contains(version), f"{requirement}: {version or 'not pinned'}"
    assert all(len(digest) == 64 for pin in pins for digest in pin.hashes)
    assert all(pin.hashes for pin in pins)
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


def test_everything_needed_at_run_time_has_an_accepted_licence() -> None:
    seen: set[str] = set()
    parts = {found.name: found for line in PROJECT["dependencies"] for found in _installed(Requirement(line), seen)}
    assert len(parts) > 30
    refused = {name: licence(found) for name, found in parts.items() if not licence(found) & {*LICENCES["accepted"]}}
    assert refused == {}


def test_an_unknown_licence_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "thing-1.dist-info"
    folder.mkdir()
    for said in ("License-Expression: AGPL-3.0-only", "License: Proprietary", ""):
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: thing\nVersion: 1\n{said}\n")
        assert not licence(metadata.Distribution.at(folder)) & {*LICENCES["accepted"]}, said


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
        assert licence(metadata.distribution(name)) & {*re.split(r"[ |]+", rows[name])}, name


def test_the_bill_of_materials_is_up_to_date() -> None:
    """Otherwise `python -m tests.packaging.sbom`, in an environment of the pins."""
    assert FILE.read_text("utf-8") == bill()


def test_the_bill_of_materials_holds_together() -> None:
    data = json.loads(FILE.read_text("utf-8"))
    refs = [part["bom-ref"] for part in data["components"]]
    assert len({*refs, "remit"}) == len(refs) + 1
    assert [one["ref"] for one in data["dependencies"]] == ["remit", *(ref for ref in refs if ref.startswith("pkg:"))]
    told = {ref for one in data["dependencies"] for ref in one["dependsOn"]}
    assert told == {ref for ref in refs if ref.startswith("pkg:")}
    seen: set[str] = set()
    here = {
        canonicalize_name(one.name) for line in PROJECT["dependencies"] for one in _installed(Requirement(line), seen)
    }
    assert here <= {part["name"] for part in data["components"]}
    for part in data["components"]:
        assert part["type"] == "file" or all("license" in one or "expression" in one for one in part["licenses"])
        assert all(re.fullmatch("[0-9a-f]{64}", one["content"]) for one in part.get("hashes", ()))
    assert not {"serialNumber", "timestamp"} & {*data, *data["metadata"]}
