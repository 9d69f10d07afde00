"""The command line: one file per command, nothing but options and one call of a public function."""

import sys

from planner.cli.exits import INTERRUPTED


def main() -> None:
    """Run the command line; an interrupt says so from the first moment on."""
    try:
        from planner.cli.app import main as run

        run()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)


__all__ = ["main"]
