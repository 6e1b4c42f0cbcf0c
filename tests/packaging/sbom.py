"""What remit is made of, as a bill of materials (CycloneDX 1.6): `python -m tests.packaging.sbom` writes requirements/sbom.cdx.json.

Versions and hashes are those of the pins, licences those that the installed packages state, what lies in a built site that of
THIRD-PARTY.json. There is neither date nor number of its own in it: the same pins give the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from remit import __version__
from remit.site.assets import third_party

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "requirements" / "sbom.cdx.json"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENCES: dict[str, Any] = yaml.safe_load((ROOT / "requirements/licences.yaml").read_text("utf-8"))
PYTHONS = ("3.11.9", "3.12.4", "3.13.1")
_SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a lock file."""

    name: str
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def ref(self) -> str:
        """How others refer to it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def pinned(name: str) -> list[Pin]:
    """Every pin of a lock file."""
    found = []
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text("utf-8").strip()):
        head, *hashes = entry.replace("\\", "").split("--hash=sha256:")
        requirement = Requirement(head.strip())
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        digests = tuple(digest.strip() for digest in hashes)
        found.append(Pin(canonicalize_name(requirement.name), specifier.version, requirement.marker, digests))
    return found


def licence(distribution: metadata.Distribution) -> set[str]:
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


def bill() -> str:
    """The bill of materials as JSON. Raises PackageNotFoundError where something needed is not installed."""
    pins = pinned("ci.txt")
    needs = _needs()
    libraries = [pin for pin in pins if pin.name in needs]
    shipped = third_party()
    remit = {
        "type": "application",
        "bom-ref": "remit",
        "name": "remit",
        "version": __version__,
        "licenses": _licensed("MIT"),
    }
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    depends = {"remit": asked, **{pin.ref: needs[pin.name] for pin in libraries}}
    data = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": remit},
        "components": [
            *(_library(pin) for pin in libraries),
            *(_shipped(part) for part in shipped["components"]),
            *(_file(path, digest) for path, digest in sorted(shipped["files"].items())),
        ],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(pin.ref for pin in libraries if pin.name in names)}
            for ref, names in depends.items()
        ],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _needs() -> dict[str, set[str]]:
    """What is needed at run time on any system, by name, with what each needs itself."""
    waiting = [Requirement(line) for line in PROJECT["dependencies"]]
    found: dict[str, set[str]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        needed = list(_needed(name, extras))
        found.setdefault(name, set()).update(canonicalize_name(one.name) for one in needed)
        waiting += needed
    return found


def _needed(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in metadata.distribution(name).requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate(place) for place in _places(extras)):
            yield one


def _places(extras: frozenset[str]) -> Iterator[dict[str, str]]:
    for python, system, extra in product(PYTHONS, _SYSTEMS, extras or {""}):
        version = python.rpartition(".")[0]
        yield {**system, "python_full_version": python, "python_version": version, "extra": extra}


def _library(pin: Pin) -> dict[str, object]:
    said = " OR ".join(sorted(licence(metadata.distribution(pin.name)) & {*LICENCES["accepted"]}))
    return {
        "type": "library",
        "bom-ref": pin.ref,
        "name": pin.name,
        "version": pin.version,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(pin.hashes)],
        "licenses": _licensed(said),
        "purl": pin.ref,
    }


def _shipped(part: Mapping[str, Any]) -> dict[str, object]:
    """A component of the pages that a build writes."""
    return {
        "type": "library",
        "bom-ref": f"site:{part['name']}",
        "name": part["name"],
        "version": part["version"],
        "description": part["why"],
        "licenses": _licensed(part["licence"]),
        "externalReferences": [{"type": "website", "url": part["homepage"]}],
        "properties": [{"name": "remit:in", "value": place} for place in part["in"]],
    }


def _file(path: str, digest: str) -> dict[str, object]:
    return {"type": "file", "bom-ref": f"site:{path}", "name": path, "hashes": [{"alg": "SHA-256", "content": digest}]}


def _licensed(name: str) -> list[dict[str, object]]:
    return [{"expression": name}] if " " in name else [{"license": {"id": name}}]


if __name__ == "__main__":
    FILE.write_text(bill(), "utf-8")
