"""`python -m benchmarks`: every suite, or those named, with their tables on standard output."""

from __future__ import annotations

import argparse
import sys

from benchmarks import build, changes, check, documents, site

SUITES = {
    "build": (build.suite, 1000, 1),
    "changes": (changes.suite, 1500, 3),
    "check": (check.suite, 1000, 3),
    "documents": (documents.suite, 1000, 5),
    "site": (site.suite, 3000, 3),
}
"""By name: what runs it, the size of its company, and how often."""


def main(arguments: list[str]) -> None:
    """Run suites and print them."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="What things cost beside others, in one run."
    )
    parser.add_argument(
        "suites", nargs="*", metavar="SUITE", help=f"one or more of: {', '.join(SUITES)} (default: all)"
    )
    parser.add_argument(
        "--count",
        type=int,
        help="size of the company: posts for build, check and documents, entities for the site, documents for changes",
    )
    parser.add_argument("--rounds", type=int, help="how often each way runs; the median counts")
    parser.add_argument("--lang", default="zh", help="language of the documents and the search: zh or en (default: zh)")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.suites) - set(SUITES))
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}")
    for name in options.suites or SUITES:
        run, count, rounds = SUITES[name]
        sys.stdout.write(run(options.count or count, options.rounds or rounds, options.lang))


if __name__ == "__main__":
    main(sys.argv[1:])
