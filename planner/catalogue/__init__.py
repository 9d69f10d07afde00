"""Planning factors that come with the package, each with its source and range."""

from planner.catalogue.load import catalogue_sha256, factbook
from planner.catalogue.schema import Factbook
from planner.catalogue.search import Entry, nearest_names, search

__all__ = ["Entry", "Factbook", "catalogue_sha256", "factbook", "nearest_names", "search"]
