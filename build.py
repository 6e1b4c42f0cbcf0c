"""The same program as the `remit` command, for a checkout where nothing is installed."""

from remit.cli import main

if __name__ == "__main__":
    main()
