"""Engines by name: where work is to be done, as the command line has it."""

from __future__ import annotations

import re

from planner.analysis.engine.cores import Cores
from planner.analysis.engine.engine import Engine
from planner.analysis.engine.here import Here
from planner.errors import Place, fault
from planner.messages import said

CLUSTER = "dask://"
# a name or number, or one in brackets with colons of its own (IPv6)
HOST_AND_PORT = re.compile(r"(?:[^\s:/\[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")


def engine_of(workers: int = 1, address: str | None = None) -> Engine:
    """The engine that does work with so many processes of this machine, or on the cluster at
    `address`, dask://host:port.

    Raises `InputError` for fewer processes than one, and for an address of another form.
    """
    if address is not None:
        if not address.startswith(CLUSTER):
            raise fault(said("engine-unknown"), place=Place("--engine"), seen=address)
        if not HOST_AND_PORT.fullmatch(address.removeprefix(CLUSTER)):
            raise fault(said("engine-no-address"), place=Place("--engine"), seen=address)
        from planner.analysis.engine.cluster import Cluster

        return Cluster(address.removeprefix(CLUSTER))
    if workers < 1:
        raise fault(said("workers-below-one"), place=Place("--workers"), seen=str(workers))
    return Here() if workers == 1 else Cores(workers)
