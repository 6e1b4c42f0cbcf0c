"""`python -m benchmarks`: every suite, or those named, with their tables on standard output."""

from __future__ import annotations

import argparse
import sys

from benchmarks import changes, documents

SUITES = {"changes": changes.suite, "documents": documents.suite}


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
        default=1000,
        help="size of the company: its posts, for changes its documents (default: 1000)",
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each way runs; the median counts (default: 5)")
    parser.add_argument("--lang", default="zh", help="language of the documents: zh or en (default: zh)")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.suites) - set(SUITES))
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}")
    for name in options.suites or SUITES:
        sys.stdout.write(SUITES[name](options.count, options.rounds, options.lang))


if __name__ == "__main__":
    main(sys.argv[1:])
