"""`python -m slakit` is the command line."""

import sys

from slakit.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
