"""Coverage-guided fuzzing of what reads a file: bytes to `load_file`, its findings in every format, and the fixes of a text.

Runs as a process of its own, because atheris ends the one that it runs in: `python -m tests.fuzz.loader FOLDER SECONDS`, where
FOLDER collects the inputs that reach new code. Atheris is an extra: `pip install -e ".[fuzz]"`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["remit.source", "remit.diagnostics", "remit.excerpt"]):
    from remit.source import characters, splices, tree, yaml_nodes, yaml_reader  # noqa: F401

from remit.diagnostics import Diagnostic, Edit, Severity
from remit.excerpt import Source
from remit.fix import splice_of
from remit.judgement import Finding
from remit.report import Report, text
from remit.source.document import Document
from remit.source.splices import UnfixableError
from tests.fuzz.oracle import placed

_PATH = "policies/posts/one.yaml"


def read(root: Path, data: bytes) -> None:
    """One input: read as a file, and where it can be read, edited."""
    path = root / _PATH
    path.write_bytes(data)
    findings: list[Diagnostic] = []
    made = tree.load_file(path, _PATH, "post", "one", findings)
    assert (made.data is None) == (len(findings) == 1), "neither read nor refused"
    for finding in findings:
        placed(root, finding.span)
        for lang in ("zh", "en"):
            text(Report([Finding(finding, Severity.ERROR)], lang, Source(root))).encode()
    if made.data is not None:
        _edited(data, made)


def _edited(data: bytes, made: Document) -> None:
    """Every value has a place in the text, and an edit of it is carried out or refused."""
    source = yaml_reader.decode(data)
    for pointer in made.values:
        span = made.span(pointer)
        assert span.line >= 1 <= span.column
    for pointer in list(made.values)[1:6]:
        for action in ("replace", "remove", *(["rename"] if isinstance(pointer[-1], str) else [])):
            try:
                splice_of(source, Edit(_PATH, action, pointer, "新"))
            except UnfixableError:
                continue


def main() -> None:
    """Fuzz until the time is over."""
    folder, seconds = Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        (root / _PATH).parent.mkdir(parents=True)
        limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-print_final_stats=1"]
        arguments = [sys.argv[0], str(folder), *limits, f"-artifact_prefix={folder}/broke-"]
        atheris.Setup(arguments, lambda data: read(root, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
