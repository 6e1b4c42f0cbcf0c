"""What a change brings: the findings of the working tree that an earlier revision has not."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from remit.compiler import compile_tree
from remit.judgement import Finding, Selection
from remit.revisions import check_out


def earlier(
    root: Path, revision: str, as_of: str, *, selection: Selection | None, with_baseline: bool
) -> tuple[Finding, ...]:
    """The findings that counted at a revision, by the settings, waivers and baseline of that revision, on the same day.

    Raises RevisionError without git, outside a repository, for an unknown revision, and where the company was not there.
    """
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        check_out(root, revision, Path(folder))
        return compile_tree(Path(folder), as_of, selection=selection, with_baseline=with_baseline).open


def brought(now: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings of `now` that `before` has not. Of several with one fingerprint, those that also say the same are the
    old ones; beyond that their number counts, so that a third where there were two is new."""
    before = list(before)
    number = Counter(finding.fingerprint for finding in before)
    same = Counter(_says(finding) for finding in before)
    rest: list[Finding] = []
    for finding in (now := list(now)):
        if same[_says(finding)] > 0:
            same[_says(finding)] -= 1
            number[finding.fingerprint] -= 1
        else:
            rest.append(finding)
    new: set[int] = set()
    for finding in rest:
        if number[finding.fingerprint] > 0:
            number[finding.fingerprint] -= 1
        else:
            new.add(id(finding))
    return [finding for finding in now if id(finding) in new]


def _says(finding: Finding) -> tuple[object, ...]:
    diagnostic = finding.diagnostic
    params = tuple(sorted((name, str(value)) for name, value in diagnostic.params.items()))
    return diagnostic.name, diagnostic.subject, diagnostic.span.path, params
