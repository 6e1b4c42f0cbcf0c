"""Clean builds of one company under circumstances that must not matter, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "tests" / "company" / "small"
# The one file outside the promise, and what only the writer reads.
_EXEMPT = {"build.json", ".remit-manifest.json"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and how a build is made: its folder, its environment, the bits that new files lack, and whether the files of the
    company come to the disk in reverse order with dates of long ago."""

    folder: str
    environment: Mapping[str, str]
    umask: int = 0o022
    reverse: bool = False


CASES = (
    Circumstances("a", {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}),
    Circumstances(
        "公司 manual/deep/er",
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "40", "FORCE_COLOR": "1",
         "SOURCE_DATE_EPOCH": "1", "PYTHONUTF8": "0", "HOME": "/nonexistent"},
        0o077,
        True,
    ),
    Circumstances("b", {"TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "2"}),
)  # fmt: skip


def build(company: Path, work: Path, case: Circumstances, python: Path | None = None) -> dict[str, bytes]:
    """Every file of a clean build of the checkout, or of what is installed for another `python`, by path.

    Raises CalledProcessError where it fails.
    """
    root = work / case.folder
    paths = sorted(path for name in ("policies", "templates") for path in (company / name).rglob("*") if path.is_file())
    for path in reversed(paths) if case.reverse else paths:
        if name_of(company, path).startswith("policies/") or name_of(company, path).startswith("templates/word/"):
            target = root / path.relative_to(company)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            if case.reverse:
                os.utime(target, (1, 1))
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {**({} if python else {"PYTHONPATH": str(REPOSITORY)}), **case.environment}
    command = [str(python or sys.executable), "-m", "remit", "--root", str(root), "--as-of", "2026-06-30", "build"]
    subprocess.run(command, env=environment, cwd=root, check=True, capture_output=True, umask=case.umask)
    site = root / "site"
    found = {name_of(site, path): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path not in _EXEMPT}


def installed(work: Path) -> Path:
    """The interpreter of a fresh environment with the wheel of the checkout; what remit needs it takes from where it is here.

    Raises CalledProcessError where that fails.
    """

    # Else the build.py of this repository would be found in place of PyPA's build, and the checkout in place of the wheel.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def run(*arguments: object) -> str:
        command = list(map(str, arguments))
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=work, env=environment).stdout

    run(sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation", "--outdir", work / "wheel", REPOSITORY)
    run(sys.executable, "-m", "venv", "--without-pip", work / "environment")
    python = work / "environment" / "bin" / "python"
    (wheel,) = (work / "wheel").iterdir()
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    library = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (library / "needed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    found = Path(run(python, "-c", "import remit; print(remit.__file__)").strip())
    if not found.is_relative_to(library):
        raise RuntimeError(f"not the wheel: {found}")
    return python


def name_of(folder: Path, path: Path) -> str:
    """A path from a folder, with forward slashes."""
    return path.relative_to(folder).as_posix()


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Paths that are in one alone or not the same to the byte."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
