"""How much a scenario may hold: what is untrusted must not eat all time and memory.

Every limit is far above what planners write. The manual lists them (docs/limits.md), and a test
compares that page with these numbers.
"""

LARGEST_FILE_BYTES = 20_000_000
"""A table or workbook, as it lies on the disk."""
LARGEST_YAML_BYTES = 5_000_000
"""A scenario file. YAML is read at about half a megabyte a second; what is long belongs in tables,
which are read ten times as fast."""
MOST_FILES = 100
"""Files that one scenario is read from: parents and tables."""
MOST_FILE_BYTES = 100_000_000
"""All files of one scenario together."""
DEEPEST = 30
"""Mappings and lists within each other."""
MOST_NODES = 200_000
"""Keys and values of a scenario file, once aliases are followed."""
MOST_DIGITS = 30
"""Digits of a number."""
LONGEST_TEXT = 32_767
"""Characters of a text, in a file or a cell: as many as a cell of a spreadsheet holds."""
MOST_PARENTS = 20
"""Scenarios that extend each other in a chain."""
MOST_CHANGES = 10_000
"""Changes of a scenario to its parent."""
MOST_SETTINGS = 1_000
"""Changes by --set."""

MOST_ROWS = 100_000
"""Rows of a table."""
MOST_COLUMNS = 1_000
"""Columns of a table."""
MOST_CELLS = 5_000_000
"""Cells of a sheet, with the empty ones before the last of each row."""
LARGEST_PART_BYTES = 50_000_000
"""A part of a workbook, unpacked."""
LARGEST_SMALL_PART_BYTES = 5_000_000
"""The list of sheets of a workbook, and its styles, unpacked."""
MOST_ENTRIES = 1_000
"""Parts of a workbook."""
MOST_TAGS = 5_000_000
"""Elements in all parts of workbooks that are read for one scenario."""
LONGEST_TAG_BYTES = 400_000
"""From one element of a part to the next: a tag with its attributes, or a text."""
MOST_POSITIONS = 200
"""Positions of all sliders: a plan is made for each."""

LARGEST_PLAN_BYTES = 50_000_000
"""A plan file, as it lies on the disk."""
LARGEST_UNPACKED_PLAN_BYTES = 300_000_000
"""A plan file, unpacked."""
MOST_PLAN_VALUES = 20_000_000
"""Values in a plan file; an array counts as one."""

MOST_COMPARED = 100_000
"""Names that are looked at for "did you mean" before no more suggestions are made."""
MOST_FAULTS = 1_000
"""Changes that name nothing: more of them are not told."""
