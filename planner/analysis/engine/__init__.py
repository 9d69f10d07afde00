"""Where many trials of one thing are made: here, on all cores, or on a cluster; see `engine`."""

from planner.analysis.engine.engine import Engine, Run, chunks_of, in_order, usual_size
from planner.analysis.engine.named import engine_of

__all__ = ["Engine", "Run", "chunks_of", "engine_of", "in_order", "usual_size"]
