"""Sums of products do not tell on how many cores they were made."""

import os
import subprocess
import sys

import numpy as np
import pytest

from planner.lp import dot, dots

LONG = """
import numpy as np
from planner.lp import dot, dots
chance = np.random.default_rng(1)
one, other = chance.random(50_000), chance.random(50_000)
print(dot(one, other).hex(), dots(np.array([one, other]), other).tolist())
"""


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_of_the_machine_do_not_show(threads: int) -> None:
    """BLAS, as in `one @ other`, gives another last digit on 1 thread than on 2."""
    assert _on(threads) == _on(3)


def _on(threads: int) -> str:
    told = {"OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
    made = subprocess.run(
        [sys.executable, "-c", LONG],
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_sums_by_hand() -> None:
    """1 x 4 + 2 x 5 + 3 x 6 = 32, and the first of two rows 1 x 4, the second 2 x 5."""
    assert dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0])) == 32.0
    assert dots(np.diag([1.0, 2.0]), np.array([4.0, 5.0])).tolist() == [4.0, 10.0]
    assert dot(np.zeros(0), np.zeros(0)) == 0.0
