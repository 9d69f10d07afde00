"""Fixtures of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import FIRST, Cli


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """Runs a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Cli(monkeypatch, capsys)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A copy of the scenario that `planner init` writes; one of its requirements stays short."""
    copy = tmp_path / "first.yaml"
    copy.write_text(FIRST.read_text("utf-8"), encoding="utf-8")
    return copy
