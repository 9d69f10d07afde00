"""Force generation: which pledges fill which requirements, what is missing, and why."""

from planner.forces.laydown import laydown_of
from planner.forces.solve import generate_forces

__all__ = ["generate_forces", "laydown_of"]
