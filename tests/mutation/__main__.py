"""Thousands of mutants of the worked company, and which of them the check finds: `python -m tests.mutation`.

`operators/<family>.py` plants the defect of each rule; `generic.py` damages at random and knows no rule. A few of each
run with every test run (test_mutation.py).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import click

from tests.mutation import generic
from tests.mutation.operators_found import load
from tests.mutation.run import outcomes, planted
from tests.mutation.tree import PLANTERS, Tree

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print the share found by rule, then by generic operator, then every survivor of the generic ones."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=20260630)
    parser.add_argument("--each", type=int, default=20, help="mutants a rule")
    parser.add_argument("--generic", type=int, default=1500, help="mutants that know no rule")
    parser.add_argument("--rule", default="", help="this rule only")
    parser.add_argument("--missed", action="store_true", help="show the mutants of rules that were missed")
    asked = parser.parse_args()
    load()
    tree = Tree(ROOT)
    rules = [asked.rule] if asked.rule else sorted(PLANTERS)
    judged = defaultdict(list)
    mutants = [mutant for rule in rules for mutant in planted(tree, rule, asked.each, asked.seed)]
    for outcome in outcomes(tree, mutants):
        judged[outcome.mutant.rule].append(outcome)
    for rule in rules:
        click.echo(f"{rule:40} {sum(outcome.found for outcome in judged[rule]):4} of {len(judged[rule]):4}")
        missed = [outcome for outcome in judged[rule] if not outcome.found]
        for outcome in missed if asked.missed else ():
            mutant = outcome.mutant
            click.echo(f"    {mutant.subject} {mutant.pointer} {mutant.note} → {list(outcome.said)[:6]}")
    hit = sum(outcome.found for found in judged.values() for outcome in found)
    click.echo(f"{'planted':40} {hit:4} of {len(mutants):4}")
    if asked.rule or not asked.generic:
        return
    survivors, tried = generic.survivors(tree, asked.generic, asked.seed)
    found_by: Counter[str] = Counter()
    for mutant in survivors:
        found_by[mutant.rule] += 1
    for name, count in sorted(tried.items()):
        click.echo(f"generic {name:32} {count - found_by[name]:4} of {count:4}")
    for mutant in survivors:
        click.echo(f"survivor {mutant.rule}: {mutant.subject} {mutant.note}")


main()
