"""The program that makes answers: what must be the same for its answers to be the same."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from planner.catalogue import catalogue_sha256
from planner.version import __version__

PACKAGE = Path(__file__).parent.parent.parent
# whose versions may change a number in its last places
LIBRARIES = ("highspy", "numpy", "pulp")


@cache
def program() -> Mapping[str, str]:
    """The version, code and catalogue of the planner, and the versions of what it counts with."""
    return {
        "planner": __version__,
        "code": _code_sha256(),
        "catalogue": catalogue_sha256(),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def _code_sha256() -> str:
    """The hash of every module of the package, by its place in it."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        found.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()
