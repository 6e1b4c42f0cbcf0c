"""`python -m remit`: the same program as the `remit` command."""

from remit.cli import main

main()
