"""Why there is no plan at all: the hard limits that contradict each other, in the scenario's words.

What holds in any case is no limit here: goods do not appear or vanish, vehicles carry no more than
their payload, nothing is used beyond what is asked for, nothing leaves on a day without a lane.
"""

from planner.sustainment.contradiction.require import contradiction, require_plan

__all__ = ["contradiction", "require_plan"]
