"""A supply plan walked through day by day: plain loops over what the plan's JSON says.

Nothing of planner.sustainment is used. Given are the facts of the scenario file and the catalogue
(as JSON), and the result as a planner reads it. Slow and simple on purpose: it is what the model
is tested against.
"""
