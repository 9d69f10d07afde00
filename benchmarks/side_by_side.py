"""The same small supply model in this project's lp room and in linopy, Pyomo and idiomatic PuLP.

Stock, flow and unmet demand by site, item and day; one goal. Each package gets the same data, and
each run is a process of its own: build, hand over to HiGHS, solve, read every value back. Packages
are installed by pip into an environment in a temporary folder that is removed at the end. All
must find the same value of the goal. Seconds are processor time, ratios are to this project.

    python benchmarks/side_by_side.py [COLUMNS ...] [--limit SECONDS]

Expected (2026-11-22, two cores that others used too, single runs; every package leaves the choice
of the method to its own default, this project takes interior point from 12 thousand columns on):

| columns | package | build | end to end |
|---|---|---|---|
| 20,075 | this project | 0.01 s | 1.9 s |
| 20,075 | linopy | 46 x | 1.4 x |
| 20,075 | Pyomo | 32 x | 1.2 x |
| 20,075 | PuLP | 31 x | 1.2 x |
| 199,950 | this project (2026-11-27) | 0.05 s | 84 s |
| 199,950 | linopy, Pyomo, PuLP | | more than 180 s each, where they were cut off |

Nearly all of the time is the solver's.
"""

# ruff: noqa: PLC0415  each package is loaded only in the process that measures it
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

import numpy as np
from lp_network import Network, grid, of_size

PACKAGES = ("linopy", "pyomo", "pulp[highs]>=4.2,<5")
HERE = Path(__file__).resolve().parent
AGREE = 1e-6
# What a unit that is not met, sent or kept costs: one goal, so that all packages can state it.
UNMET, KEPT = 1000.0, 0.01


def haul(net: Network) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """[lanes] what it costs to send a unit."""
    return np.asarray(1.0 + (np.arange(net.lanes) * 7919 % 97) / 10)


def source(net: Network) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """[site, item, day] what comes in from outside."""
    comes = np.zeros_like(net.demand)
    comes[0] = net.supply
    return comes


def with_planner(net: Network, built: Callable[[], None]) -> float:
    """This project: blocks of columns and rows, HiGHS by arrays."""
    from lp_models import model

    from planner.lp import Goal, Session, SolveOptions

    made, goals = model(net)
    n, _, _ = grid(net.lanes, net.items, net.days)
    stock, flow, unmet = (made.columns(name) for name in ("stock", "flow", "unmet"))
    assert len(goals) == 3
    costs = [np.full(stock.size, KEPT), haul(net)[n], np.full(unmet.size, UNMET)]
    goal = Goal("all", np.concatenate([stock.ids, flow.ids, unmet.ids]), np.concatenate(costs))
    session = Session(made, SolveOptions())
    built()
    return session.minimise(goal).objective


def with_linopy(net: Network, built: Callable[[], None]) -> float:
    """linopy: arrays with labels; arrivals lane by lane, as lanes differ in their days."""
    import linopy
    import pandas as pd
    import xarray as xr

    sites, lanes, items, days = (
        pd.RangeIndex(size, name=name)
        for name, size in (
            ("site", net.sites),
            ("lane", net.lanes),
            ("item", net.items),
            ("day", net.days),
        )
    )
    model = linopy.Model()
    stock = model.add_variables(lower=0, coords=[sites, items, days], name="stock")
    flow = model.add_variables(lower=0, coords=[lanes, items, days], name="flow")
    demand = xr.DataArray(net.demand, coords=[sites, items, days])
    unmet = model.add_variables(lower=0, upper=demand, name="unmet")
    comes = xr.DataArray(source(net), coords=[sites, items, days])
    left = stock - stock.shift(day=1) - unmet
    origin = xr.DataArray(net.origin, coords=[lanes], name="site")
    destination = xr.DataArray(net.destination, coords=[lanes], name="site")
    sent = (1 * flow).groupby(origin).sum().reindex({"site": sites}, fill_value=None)
    parts = [
        (1 * flow.sel(lane=np.flatnonzero(net.transit == wait))).shift(day=int(wait))
        for wait in np.unique(net.transit)
    ]
    arrived = [
        part.groupby(destination.sel(lane=part.indexes["lane"]))
        .sum()
        .reindex({"site": sites}, fill_value=None)
        for part in parts
    ]
    model.add_constraints(left + sent - sum(arrived[1:], arrived[0]) == comes - demand)
    mass = xr.DataArray(net.mass, coords=[items])
    model.add_constraints((mass * flow).sum("item") <= xr.DataArray(net.lane_limit, [lanes, days]))
    model.add_constraints(
        (mass * stock).sum("item") <= xr.DataArray(net.store_limit, [sites, days])
    )
    price = xr.DataArray(haul(net), coords=[lanes])
    model.add_objective(UNMET * unmet.sum() + KEPT * stock.sum() + (price * flow).sum())
    built()
    model.solve(solver_name="highs", io_api="direct", output_flag=False, threads=1)
    _ = model.solution
    return float(model.objective.value)


def with_pyomo(net: Network, built: Callable[[], None]) -> float:
    """Pyomo: a rule for each row, its own interface to HiGHS."""
    import pyomo.environ as pyo
    from pyomo.contrib.appsi.solvers import Highs

    n, a, k, t = range(net.sites), range(net.lanes), range(net.items), range(net.days)
    comes, price, out, into = source(net), haul(net), *_ends(net)
    model = pyo.ConcreteModel()
    model.stock = pyo.Var(n, k, t, domain=pyo.NonNegativeReals)
    model.flow = pyo.Var(a, k, t, domain=pyo.NonNegativeReals)
    model.unmet = pyo.Var(n, k, t, bounds=lambda _, i, j, d: (0, float(net.demand[i, j, d])))

    def balance(m, i, j, d):  # type: ignore[no-untyped-def]
        before = m.stock[i, j, d - 1] if d else 0
        arrives = sum(m.flow[b, j, d - net.transit[b]] for b in into[i] if d >= net.transit[b])
        sent = sum(m.flow[b, j, d] for b in out[i])
        gives = float(comes[i, j, d] - net.demand[i, j, d])
        return m.stock[i, j, d] - before - m.unmet[i, j, d] + sent - arrives == gives

    model.balance = pyo.Constraint(n, k, t, rule=balance)
    model.lanes = pyo.Constraint(
        a,
        t,
        rule=lambda m, b, d: (
            sum(float(net.mass[j]) * m.flow[b, j, d] for j in k) <= float(net.lane_limit[b, d])
        ),
    )
    model.stores = pyo.Constraint(
        n,
        t,
        rule=lambda m, i, d: (
            sum(float(net.mass[j]) * m.stock[i, j, d] for j in k) <= float(net.store_limit[i, d])
        ),
    )
    model.goal = pyo.Objective(
        expr=UNMET * pyo.quicksum(model.unmet.values())
        + KEPT * pyo.quicksum(model.stock.values())
        + pyo.quicksum(float(price[b]) * model.flow[b, j, d] for b in a for j in k for d in t)
    )
    built()
    solver = Highs()
    solver.highs_options = {"threads": 1}
    solver.solve(model)
    _ = [variable.value for variable in model.component_data_objects(pyo.Var)]
    return float(pyo.value(model.goal))


def with_pulp(net: Network, built: Callable[[], None]) -> float:
    """PuLP as its manual shows it: dictionaries of variables and sums of expressions."""
    import pulp

    n, a, k, t = range(net.sites), range(net.lanes), range(net.items), range(net.days)
    comes, price, out, into = source(net), haul(net), *_ends(net)
    problem = pulp.LpProblem("network", pulp.LpMinimize)
    make = getattr(problem, "add_variable", None) or pulp.LpVariable
    stock = {(i, j, d): make(f"s_{i}_{j}_{d}", 0) for i in n for j in k for d in t}
    flow = {(b, j, d): make(f"f_{b}_{j}_{d}", 0) for b in a for j in k for d in t}
    unmet = {
        (i, j, d): make(f"u_{i}_{j}_{d}", 0, float(net.demand[i, j, d]))
        for i in n
        for j in k
        for d in t
    }
    problem += (
        UNMET * pulp.lpSum(unmet.values())
        + KEPT * pulp.lpSum(stock.values())
        + pulp.lpSum(float(price[b]) * one for (b, _, _), one in flow.items())
    )
    for (i, j, d), at_end in stock.items():
        arrives = pulp.lpSum(flow[b, j, d - net.transit[b]] for b in into[i] if d >= net.transit[b])
        before = stock[i, j, d - 1] if d else 0
        sent = pulp.lpSum(flow[b, j, d] for b in out[i])
        gives = float(comes[i, j, d] - net.demand[i, j, d])
        problem += at_end - before - unmet[i, j, d] + sent - arrives == gives
    for d in t:
        for b in a:
            load = pulp.lpSum(float(net.mass[j]) * flow[b, j, d] for j in k)
            problem += load <= float(net.lane_limit[b, d])
        for i in n:
            kept = pulp.lpSum(float(net.mass[j]) * stock[i, j, d] for j in k)
            problem += kept <= float(net.store_limit[i, d])
    built()
    problem.solve(pulp.HiGHS(msg=False, threads=1))
    _ = [one.value() for family in (stock, flow, unmet) for one in family.values()]
    return float(pulp.value(problem.objective))


def _ends(net: Network) -> tuple[list[list[int]], list[list[int]]]:
    """The lanes that leave each site, and those that come to it."""
    return tuple(  # type: ignore[return-value]
        [np.flatnonzero(end == site).tolist() for site in range(net.sites)]
        for end in (net.origin, net.destination)
    )


WAYS: dict[str, Callable[[Network, Callable[[], None]], float]] = {
    "planner": with_planner,
    "linopy": with_linopy,
    "pyomo": with_pyomo,
    "pulp": with_pulp,
}


def run_one(name: str, columns: int) -> None:
    """One package, one size, in this process; prints what it took as JSON.

    Packages are loaded before the clock starts.
    """
    net, marks = of_size(columns), []
    WAYS[name](of_size(500), lambda: None)
    began = time.process_time()
    value = WAYS[name](net, lambda: marks.append(time.process_time() - began))
    print(json.dumps({"value": value, "built": marks[0], "all": time.process_time() - began}))


def environment(folder: Path) -> Path:
    """A Python of its own with the other packages; the path of it."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def asked(python: Path | str, name: str, columns: int, limit: float) -> dict[str, float] | None:
    """What one run says; None where it took longer than the limit."""
    command = [str(python), __file__, "--one", name, str(columns)]
    path = os.pathsep.join([str(HERE.parent), str(HERE)])
    try:
        done = subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            timeout=limit,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{name} failed:\n{error.stderr}") from error
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def table(python: Path, columns: int, limit: float) -> None:
    """Run every package at one size, and print its line."""
    size = of_size(columns).columns
    own = asked(sys.executable, "planner", columns, limit)
    if own is None:
        raise SystemExit(f"this project took longer than {limit:g} s")
    for name in WAYS:
        found = own if name == "planner" else asked(python, name, columns, limit)
        if found is None:
            print(f"{size:>9,} columns  {name:>8}: more than {limit:g} s")
            continue
        if abs(found["value"] - own["value"]) > AGREE * abs(own["value"]):
            raise SystemExit(f"{name} finds {found['value']!r}, this project {own['value']!r}")
        print(
            f"{size:>9,} columns  {name:>8}: build {found['built']:7.2f} s"
            f" ({found['built'] / own['built']:6.1f} x), end to end {found['all']:7.2f} s"
            f" ({found['all'] / own['all']:5.1f} x)",
            flush=True,
        )


def main() -> None:
    """Install the others, and measure every size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("columns", nargs="*", type=int, default=[20_000])
    parser.add_argument("--limit", type=float, default=900.0, help="seconds for one run")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        run_one(given.one, given.columns[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        python = environment(Path(folder))
        for columns in given.columns:
            table(python, columns, given.limit)


if __name__ == "__main__":
    main()
