"""What the tests of the command line share: running it, here or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "planner" / "cli" / "data" / "scenario.yaml"
START = (
    sys.executable,
    "-c",
    "import sys; sys.argv[0] = 'planner'\nfrom planner.cli import main\nmain()",
)


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Cli:
    """The command line in this process, its streams captured."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> Ran:
        self.monkeypatch.setattr(sys, "argv", ["planner", *map(str, arguments)])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in said.err
        return Ran(code, said.out, said.err)


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process that imports this checkout and is told nothing of colours."""
    theirs = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    return {**theirs, "PYTHONPATH": str(ROOT), **changes}


def read_from_terminal(leader: int) -> bytes:
    """Everything that is written to the other end of a terminal, until that is closed."""
    told = b""
    while True:
        try:
            told += os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
    os.close(leader)
    return told


def process(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Ran:
    """The command line in a process of its own, its streams read as UTF-8."""
    done = subprocess.run(
        [*START, *map(str, arguments)],
        capture_output=True,
        check=False,
        env=environment() if env is None else env,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
