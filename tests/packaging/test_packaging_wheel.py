"""The wheel, installed and run outside the repository: what a company gets is complete."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from remit import __version__

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def _build(kind: str, out: Path) -> Path:
    # -P: else this repository's build.py would be found in place of PyPA's build.
    arguments = [
        sys.executable,
        "-P",
        "-m",
        "build",
        f"--{kind}",
        "--no-isolation",
        "--outdir",
        str(out),
        str(REPOSITORY),
    ]
    subprocess.run(arguments, check=True, capture_output=True, cwd=out)
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def run(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed `remit` in a folder of its own."""
    library, elsewhere = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("elsewhere")
    arguments = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(library), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(library), "REMIT_LANG": "en"}

    def remit(*arguments: str, expect: int = 0) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(library / "bin" / "remit"), *arguments]
        done = subprocess.run(command, capture_output=True, cwd=elsewhere, env=environment, check=False)
        assert done.returncode == expect, done.stderr.decode()
        return done

    code = "import remit; print(remit.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=elsewhere, env=environment, check=True
    )
    assert Path(found.stdout.decode().strip()).is_relative_to(library)
    return remit


def test_version_and_catalogue(run: Run) -> None:
    assert run("--version").stdout.decode().strip().endswith(__version__)
    assert b"unknown-reference" in run("rules").stdout
    assert b"LNG201" in run("rule", "LNG201").stdout


def test_a_company_from_start_to_site(run: Run) -> None:
    run("init", "company")
    found = json.loads(run("--root", "company", "check", "--format", "json").stdout)
    assert found["summary"]["error"] == 0
    run("--root", "company", "build", "--out", "handbook")
    listed = run("--root", "company", "status").stdout.decode()
    assert "post:general-manager" in listed


def test_what_the_wheel_holds(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        held = b"\0".join(archive.read(name) for name in names)
    packaged = {name.removeprefix("remit/_data/") for name in names if name.startswith("remit/_data/")}
    for folder in ("schemas", "templates"):
        written = {
            path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / folder).rglob("*") if path.is_file()
        }
        assert written <= packaged
    assert "remit/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.split("/")[0] in ("policies", "tests", "site", "docs")]
    assert not [name for name in names if "__pycache__" in name]
    assert str(REPOSITORY).encode() not in held


def test_what_the_source_archive_holds(tmp_path: Path) -> None:
    with tarfile.open(_build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in (
        "README.md", "LICENSE", "pyproject.toml", "build.py", "site/.gitignore", ".ci/run", ".pre-commit-hooks.yaml",
        "schemas/post.json", "templates/pages/post.html", "policies/system.yaml", "docs/examples/post.yaml",
        "tests/conftest.py",
    ):  # fmt: skip
        assert needed in names, needed
