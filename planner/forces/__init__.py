"""Force generation: which pledges fill which requirements, what is missing, and why."""

from planner.forces.generate import generate_forces
from planner.forces.laydown import laydown_of

__all__ = ["generate_forces", "laydown_of"]
