"""Companies that try to take all time and memory, compiled and rendered in one process that may take little of either.

`python -m tests.hostile.bounded [NAME …]` prints for each its errors by name and its longest line; it dies where one takes more
than it may.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from remit.checking import REPORTERS
from remit.compiler import compile_tree
from remit.diagnostics import Severity
from remit.excerpt import Source
from remit.report import Report
from tests.fuzz.oracle import DAY, rendered

_MEMORY, _SECONDS = 3 << 30, 120
_SYSTEM = "name: 公司\nlanguages: [zh]\n"
_POST = "posts/a.yaml"


def _chain(folder: str, field: str, number: int, *, ring: bool = False) -> dict[str, str]:
    files = {
        f"{folder}/p{n}.yaml": f"name: 甲{n}\n{field}: p{(n + 1) % (number if ring else number + 1)}\n"
        for n in range(number)
    }
    return files if ring else files | {f"{folder}/p{number}.yaml": "name: 顶\n"}


def _timed(*timings: str) -> str:
    return "name: 甲\nduties:\n" + "".join(
        f"- {{id: d{n}, text: 办理第{n}项, timing: {t}}}\n" for n, t in enumerate(timings)
    )


def _steps(number: int) -> str:
    """Every gate doubles the ways through."""
    steps = "".join(
        f"- {{id: g{n}, name: 审核{n}, performer: 'post:a', action: review, next: [a{n}, b{n}]}}\n"
        f"- {{id: a{n}, name: 甲{n}, performer: 'post:a', next: g{n + 1}}}\n"
        f"- {{id: b{n}, name: 乙{n}, performer: 'post:a', next: g{n + 1}}}\n"
        for n in range(number)
    )
    return f"name: 流程\nowner: post:a\nsteps:\n{steps}- {{id: g{number}, name: 完, performer: 'post:a', next: end}}\n"


def _everywhere(text: str) -> dict[str, str]:
    """One text wherever rules look for something in words."""
    said = json.dumps(text, ensure_ascii=False)
    return {
        "system.yaml": "name: 公司\nlanguages: [zh, en]\n",
        _POST: f"name: {said}\npurpose: {said}\nduties:\n- {{id: a, text: {said}}}\n- {{id: b, text: {said}}}\n",
        "kpis/a.yaml": f"name: {said}\ndefinition: {said}\nformula: {said}\n",
        "processes/a.yaml": f"name: {said}\nowner: post:a\nsteps:\n- {{id: a, name: {said}, performer: 'post:a', text: {said}, next: end}}\n",
        "policies/a.yaml": f"name: {said}\noutline: system\nclass: rule\nchapters:\n- id: a\n  title: {said}\n  articles:\n"
        f"  - {{id: b, title: {said}, text: {said}, items: [{{id: c, text: {said}}}]}}\n",
        "records/a.yaml": f"name: {said}\n",
        "glossary/a.yaml": f"name: {said}\ndefinition: {said}\n",
    }  # fmt: skip


_LONG = 30_000
_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
CASES: Mapping[str, Mapping[str, str]] = {
    "aliases of aliases": {_POST: _BOMB},
    "sequences in sequences": {_POST: "a: " + "[" * 100_000},
    "mappings in mappings": {_POST: "a: " + "{a: " * 100_000},
    "dashes": {_POST: "- " * 300_000},
    "question marks": {_POST: "? " * 300_000},
    "levels of indentation": {_POST: "".join(" " * n + "a:\n" for n in range(1200))},
    "a key twice": {_POST: "name: 甲\n" + "name: 乙\n" * 10_000},
    "unknown keys": {_POST: "name: 甲\n" + "".join(f"k{n}: 1\n" for n in range(5_000))},
    "a long key": {_POST: "name: 甲\n" + "k" * 900_000 + ": 1\n"},
    "a long number": {_POST: "name: 甲\nheadcount: " + "1" * 900_000 + "\n"},
    "a number without end": {_POST: "name: 甲\nheadcount: 1e99999\n"},
    "a long name": {_POST: "name: " + "甲乙丙丁" * 70_000 + "\n"},
    "a long text": {_POST: "name: 甲\nduties:\n- {id: x, text: " + "采购物资" * 70_000 + "}\n"},
    "many duties": {_POST: "name: 甲\nduties:\n" + "- {id: d, text: 办理采购事务}\n" * 1_000},
    "many languages": {"system.yaml": f"name: 公司\nlanguages: [{', '.join(f'a{chr(97 + n)}' for n in range(26))}]\n"},
    "a language twice": {"system.yaml": "name: 公司\nlanguages: [zh, zh]\n"},
    "posts under posts": _chain("posts", "superior", 500),
    "units under units": _chain("units", "parent", 500),
    "units in a circle": _chain("units", "parent", 300, ring=True),
    "indicators under indicators": _chain("kpis", "parent", 500),
    "deputies of deputies": _chain("posts", "deputy", 300, ring=True),
    "volumes of volumes": {f"policies/p{n}.yaml": f"name: 制度{n}\nparts: [p{n + 1}, p{n + 2}]\n" for n in range(150)},
    "ways through a process": {_POST: "name: 甲\n", "processes/a.yaml": _steps(25)},
    "cadences": {
        _POST: _timed("{every: hour, times: 1000}", "{every: year, interval: 1000}", "{every: month, by: {before_end: 999 years}}",
                      "{every: week, by: {before_end: 99999 workdays}}", "{every: month, times: 500}"),
        "system.yaml": _SYSTEM + "calendar: {workdays: [mon], holidays: [{date: 2026-01-01, to: 2199-12-31}]}\n",
    },
    "cadences beyond all bounds": {_POST: _timed("{every: month, times: 100000000}", "{within: 99999999999 years, of: 收到}")},
    "digits": _everywhere("0" * _LONG + "!"),
    "an article of digits": _everywhere("第" + "1" * _LONG + "条"),
    "an amount of digits": _everywhere("不超过" + "9" * 400 + "万元，within " + "9" * 400 + " days，共" + "9" * _LONG + "项"),
    "spaces": _everywhere("甲" + " " * _LONG + "!"),
    "brackets": _everywhere("（" * _LONG + "("),
    "brackets and digits": _everywhere("(1) " * (_LONG // 4) + "x"),
    "references": _everywhere("{post:b}" * (_LONG // 8)),
    "a pattern of many tokens": {
        "system.yaml": "name: 公司\nlanguages: [zh, en]\nnumbering:\n- {id: a, applies_to: [policy], pattern: '" + "{x}" * 40 + "!'}\n",
        "policies/a.yaml": f"name: 制度\nclass: rule\noutline: system\ncontrol: {{number: {'a' * 60}, version: '{'1' * 5000}'}}\n",
        "policies/b.yaml": "name: 制度\nclass: [rule]\n",
    },
    "days beyond all bounds": {"policies/a.yaml": "name: 制度\ncontrol: {effective: 9999-12-31, expires: 0001-01-01, review_every: 99999999 years}\n"},
}  # fmt: skip


def main() -> None:
    """Try each case, or those named."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    for name in sys.argv[1:] or CASES:
        files = CASES[name]
        folder = Path(tempfile.mkdtemp())
        try:
            for path, text in {"system.yaml": _SYSTEM, **files}.items():
                file = folder / "policies" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
            made = compile_tree(folder, DAY)
            longest = max(
                len(line) for line in REPORTERS["text"](Report(made.findings, "zh", Source(folder))).split("\n")
            )
            errors = Counter(one.diagnostic.name for one in made.findings if one.severity is Severity.ERROR)
            if made.organisation is not None and not errors:
                rendered(folder, made)
            click.echo(f"{name}\t{','.join(sorted(errors))}\t{longest}")
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
