"""What engines are given to do in the tests: found by its name in other processes."""

from __future__ import annotations

import os
import time
from pathlib import Path


def product(given: int, task: int) -> int:
    """The task times what is given to all."""
    return given * task


def broken(_: int, task: int) -> int:
    """A task that goes wrong where it is 3."""
    if task == 3:
        raise ValueError("three")
    return task


def slow(_: str, task: float) -> float:
    """A task that takes so many seconds."""
    time.sleep(task)
    return task


def dies_once(mark: str, task: int) -> int:
    """A task that takes its process with it the first time that it is 5."""
    if task == 5 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(1)
    return task * task


def dies(_: str, task: int) -> int:
    """A task that takes its process with it whenever it is 5."""
    if task == 5:
        os._exit(1)
    return task
