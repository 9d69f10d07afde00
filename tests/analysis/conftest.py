"""What the tests of many plans share: a cluster on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from distributed import LocalCluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler with two workers on this machine; its address."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1"
    ) as made:
        yield made.scheduler_address.removeprefix("tcp://")
