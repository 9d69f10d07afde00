"""What is there only where the plan opens it, and what each day of running takes."""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import relief
from planner.sustainment.constraints.useful import limited, useful_of
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.reach.tables import distinct
from planner.sustainment.variables import SupplyVariables


def opened_site(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Nothing comes to or leaves a site that is not opened.

    sum over t of flow[l,k,t] <= useful[l,k] * opened_site[n], for every site that can be opened,
    leg into or out of it and item; units of issue. Violated, it reads: "site n is used but not
    opened".
    """
    flows, openings, ends = problem.flows, problem.openings, problem.ends_of_leg
    to_open = np.isin(ends, openings.sites)
    out, into = flows.on(to_open[:, 0]), flows.on(to_open[:, 1])
    flow = np.concatenate([out, into])
    site = np.concatenate([ends[flows.leg[out], 0], ends[flows.leg[into], 1]])
    keys, row = distinct(site, flows.leg[flow], flows.item[flow])
    return model.add_rows(
        "opened_site",
        {"site": keys[0], **_leg_axes(problem, keys[1]), "item": keys[2]},
        Sense.LE,
        np.zeros(len(keys[0])),
        [
            Terms(row, variables.flow.ids[flow], 1.0),
            relief(
                variables.opened_site.ids,
                openings.sites,
                keys[0],
                _useful_moves(problem, keys[1], keys[2]),
            ),
        ],
    )


def opened_lane(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Nothing moves on a lane that is not opened.

    sum over t of flow[l,k,t] <= useful[l,k] * opened_lane[a], for every leg of a lane that can be
    opened or is counted, and item; units of issue. Violated, it reads: "lane a is used but not
    opened".
    """
    flows, openings = problem.flows, problem.openings
    flow = flows.on(np.isin(problem.lane_of_leg, openings.lanes))
    keys, row = distinct(flows.leg[flow], flows.item[flow])
    return model.add_rows(
        "opened_lane",
        {**_leg_axes(problem, keys[0]), "item": keys[1]},
        Sense.LE,
        np.zeros(len(keys[0])),
        [
            Terms(row, variables.flow.ids[flow], 1.0),
            relief(
                variables.opened_lane.ids,
                openings.lanes,
                problem.lane_of_leg[keys[0]],
                _useful_moves(problem, keys[0], keys[1]),
            ),
        ],
    )


def opened_supply(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A source at a site to be opened gives nothing unless it is.

    sum over t of received[s,t] <= most[s] * opened_site[n], for every supply at a site that can be
    opened; units of issue; most[s] is what it has, or what is of use in all. Violated, it reads:
    "supply s gives to a site that is not opened".
    """
    site = np.array([source.site for source in problem.supplies], dtype=np.int64)
    mine = np.flatnonzero(np.isin(site, problem.openings.sites))
    row_of = np.full(len(site), -1, dtype=np.int64)
    row_of[mine] = np.arange(len(mine))
    row = row_of[variables.received.keys["supply"]]
    kept = row >= 0
    names = tuple(source.entry or source.id for source in problem.supplies)
    most = limited(useful_of(problem).received[mine], "supplies", names, mine) if len(mine) else 0.0
    return model.add_rows(
        "opened_supply",
        {"supply": mine},
        Sense.LE,
        np.zeros(len(mine)),
        [
            Terms(row[kept], variables.received.ids[kept], 1.0),
            relief(variables.opened_site.ids, problem.openings.sites, site[mine], most),
        ],
    )


def opened_conversion(
    model: LinearModel, problem: SupplyProblem, variables: SupplyVariables
) -> Rows:
    """Nothing is made at a site that is not opened.

    sum over t of converted[c,t] <= most[c] * opened_site[n], for every conversion at a site that
    can be opened; runs; most[c] is what is of use in all. Violated, it reads: "conversion c runs at
    a site that is not opened".
    """
    made, ran = problem.conversions, variables.converted
    mine = np.flatnonzero(np.isin(made.site, problem.openings.sites))
    row_of = np.full(len(made.site), -1, dtype=np.int64)
    row_of[mine] = np.arange(len(mine))
    row = row_of[ran.keys["conversion"]]
    kept = row >= 0
    most = limited(useful_of(problem).converted[mine], "conversions", made.ids, mine)
    return model.add_rows(
        "opened_conversion",
        {"conversion": mine},
        Sense.LE,
        np.zeros(len(mine)),
        [
            Terms(row[kept], ran.ids[kept], 1.0),
            relief(variables.opened_site.ids, problem.openings.sites, made.site[mine], most),
        ],
    )


def smallest_load(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A lane that is opened carries its smallest load.

    sum over legs of lane a, k and t of mass[k] * flow[l,k,t] >= smallest[a] * opened_lane[a], for
    every lane with a smallest load; tonnes. Violated, it reads: "lane a is opened for less than its
    smallest load".
    """
    flows, openings = problem.flows, problem.openings
    asked = np.flatnonzero(openings.lane_smallest > 0)
    row_of = np.full(len(problem.lanes), -1, dtype=np.int64)
    row_of[openings.lanes[asked]] = np.arange(len(asked))
    of_leg = row_of[problem.lane_of_leg]
    flow = flows.on(of_leg >= 0)
    return model.add_rows(
        "smallest_load",
        {"lane": openings.lanes[asked]},
        Sense.GE,
        np.zeros(len(asked)),
        [
            Terms(
                of_leg[flows.leg[flow]],
                variables.flow.ids[flow],
                problem.mass[flows.item[flow]],
            ),
            Terms(
                np.arange(len(asked)),
                variables.opened_lane.ids[asked],
                -openings.lane_smallest[asked],
            ),
        ],
    )


def smallest_site(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site that is opened receives its smallest load.

    sum over legs l into n, k and t of mass[k] * (1 - loss) * flow[l,k,t] + sum over supplies s at n
    and t of mass[k] * received[s,t] >= smallest[n] * opened_site[n], for every site with a smallest
    load; tonnes. Violated, it reads: "site n is opened for less than its smallest load".
    """
    flows, openings, received = problem.flows, problem.openings, variables.received
    asked = np.flatnonzero(openings.site_smallest > 0)
    row_of = np.full(len(problem.sites), -1, dtype=np.int64)
    row_of[openings.sites[asked]] = np.arange(len(asked))
    arrives = np.array([1 - leg.loss for leg in problem.legs])
    of_leg = row_of[problem.ends_of_leg[:, 1]]
    flow = flows.on(of_leg >= 0)
    sources = [(source.site, source.item) for source in problem.supplies]
    site, item = np.array(sources, dtype=np.int64).reshape(-1, 2)[received.keys["supply"]].T
    from_supply = row_of[site]
    taken = from_supply >= 0
    weight = problem.mass[flows.item[flow]] * arrives[flows.leg[flow]]
    return model.add_rows(
        "smallest_site",
        {"site": openings.sites[asked]},
        Sense.GE,
        np.zeros(len(asked)),
        [
            Terms(of_leg[flows.leg[flow]], variables.flow.ids[flow], weight),
            Terms(from_supply[taken], received.ids[taken], problem.mass[item[taken]]),
            Terms(
                np.arange(len(asked)),
                variables.opened_site.ids[asked],
                -openings.site_smallest[asked],
            ),
        ],
    )


def lanes_out(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A base sends on no more lanes than it can.

    sum over lanes a out of n of opened_lane[a] <= most[n], for every site with a largest number of
    lanes out; lanes. Violated, it reads: "n sends on too many lanes".
    """
    ends = problem.lane_ends[problem.openings.lanes, 0]
    return _counted(model, variables, "lanes_out", ends, problem.openings.most_out)


def lanes_in(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site is served by no more lanes than it may.

    sum over lanes a into n of opened_lane[a] <= most[n], for every site with a largest number of
    lanes in; lanes. Violated, it reads: "n is served by too many lanes".
    """
    ends = problem.lane_ends[problem.openings.lanes, 1]
    return _counted(model, variables, "lanes_in", ends, problem.openings.most_in)


def runs(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A lane with a cost a day carries only on days on which it runs.

    sum over legs of lane a and k of mass[k] * flow[l,k,t] <= most[a,t] * ran[a,t], for every lane
    with a cost a day and period; tonnes. Violated, it reads: "lane a carries on a day on which it
    does not run".
    """
    lane, period = variables.ran.keys["lane"], variables.ran.keys["period"]
    asked = np.arange(len(lane))  # where nothing is of use, nothing moves
    if not len(lane):
        return _running(model, problem, variables, "runs", Sense.LE, np.zeros(0), asked)
    tonnes = useful_of(problem).moved @ problem.mass
    in_all = np.bincount(problem.lane_of_leg, weights=tonnes, minlength=len(problem.lanes))
    more = problem.expansions
    expanded = np.zeros(len(problem.lanes))
    entries = more.of("lane")
    expanded[more.index[entries]] = more.most[entries]
    at_most = problem.lane_capacity[lane, period] + expanded[lane] * problem.grid.lengths[period]
    return _running(
        model,
        problem,
        variables,
        "runs",
        Sense.LE,
        limited(np.minimum(in_all[lane], at_most), "lanes", problem.lanes, lane),
        asked,
    )


def smallest_run(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """On a day on which a lane runs it carries its smallest load.

    sum over legs of lane a and k of mass[k] * flow[l,k,t] >= days[t] * smallest[a] * ran[a,t], for
    every lane with a smallest load a day and period; tonnes. Violated, it reads: "lane a runs for
    less than its smallest load".
    """
    smallest = np.zeros(len(problem.lanes))
    smallest[problem.openings.runs] = problem.openings.run_smallest
    lane, period = variables.ran.keys["lane"], variables.ran.keys["period"]
    load = smallest[lane] * problem.grid.lengths[period]
    asked = np.flatnonzero(load > 0)
    return _running(model, problem, variables, "smallest_run", Sense.GE, load, asked)


def _useful_moves(problem: SupplyProblem, leg: Ints, item: Ints) -> Floats:
    """Most of an item that a plan has reason to move over a leg, for each pair."""
    if not len(leg):
        return np.zeros(0)
    amounts = useful_of(problem).moved[leg, item]
    return limited(amounts, "lanes", problem.lanes, problem.lane_of_leg[leg])


def _leg_axes(problem: SupplyProblem, leg: Ints) -> dict[str, Ints]:
    fleet = problem.fleet_of_leg[leg] % (len(problem.fleets) + 1)
    return {"lane": problem.lane_of_leg[leg], "fleet": fleet}


def _counted(
    model: LinearModel, variables: SupplyVariables, family: str, site: Ints, most: Ints
) -> Rows:
    kept = most[site] >= 0
    (sites,), row = distinct(site[kept])
    terms = Terms(row, variables.opened_lane.ids[kept], 1.0)
    return model.add_rows(family, {"site": sites}, Sense.LE, most[sites], [terms])


def _running(
    model: LinearModel,
    problem: SupplyProblem,
    variables: SupplyVariables,
    family: str,
    sense: Sense,
    load: Floats,
    asked: Ints,
) -> Rows:
    """Tonnes on a lane in a period against a load on the days on which it runs, for the members
    `asked` of `ran`."""
    keys, flows = variables.ran.keys, problem.flows
    row_of = np.full(problem.lane_capacity.shape, -1, dtype=np.int64)
    row_of[keys["lane"][asked], keys["period"][asked]] = np.arange(len(asked))
    flow = flows.on((row_of >= 0).any(axis=1)[problem.lane_of_leg])
    row = row_of[problem.lane_of_leg[flows.leg[flow]], flows.period[flow]]
    flow, row = flow[row >= 0], row[row >= 0]
    return model.add_rows(
        family,
        {"lane": keys["lane"][asked], "period": keys["period"][asked]},
        sense,
        np.zeros(len(asked)),
        [
            Terms(row, variables.flow.ids[flow], problem.mass[flows.item[flow]]),
            Terms(np.arange(len(asked)), variables.ran.ids[asked], -load[asked]),
        ],
    )
