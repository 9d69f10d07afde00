"""Print a command of the README, so that what is tested is what a newcomer is told to type.

    python3 .ci/readme_command.py test [--python PYTHON] [--venv FOLDER]

A command is the code block that follows the comment `<!-- ci:NAME -->`. `--python` and `--venv`
put another interpreter and another folder in the place of `python3` and `.venv`.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def readme_command(name: str, text: str) -> str:
    """The code block marked `name` in the README's text."""
    found = re.findall(rf"<!-- ci:{re.escape(name)} -->\s*```\w*\n(.*?)\n```", text, re.DOTALL)
    if len(found) != 1:
        sys.exit(f"README.md: {len(found)} code blocks are marked ci:{name}, one is needed")
    return str(found[0])


def main() -> None:
    """Read the options and print the command."""
    parser = argparse.ArgumentParser(description="Print a command of the README.")
    parser.add_argument("name", help="what stands in the marker: <!-- ci:NAME -->")
    parser.add_argument("--python", default="python3", help="interpreter to make the venv with")
    parser.add_argument("--venv", default=".venv", help="folder of the virtual environment")
    options = parser.parse_args()
    command = readme_command(options.name, README.read_text(encoding="utf-8"))
    command = command.replace("python3 -m venv", f"{shlex.quote(options.python)} -m venv")
    print(command.replace(".venv", shlex.quote(options.venv)))


if __name__ == "__main__":
    main()
