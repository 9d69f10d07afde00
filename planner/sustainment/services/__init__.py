"""Where to put the services of bases, so that each is within a travel time of every unit."""

from planner.sustainment.services.solve import place_services

__all__ = ["place_services"]
