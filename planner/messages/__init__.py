"""Everything the program says about its input, in every language it speaks: one catalogue.

A message has a code, such as `unknown-key`, and up to three texts: what is wrong, what is allowed,
and the remedy. `said("unknown-key")` is its English text, which knows its code and its values, so
that whoever shows it can say it again in another language: `in_language(text, "fr")`.
"""

from planner.messages.catalogue import (
    LANGUAGES,
    PARTS,
    Language,
    Message,
    Part,
    catalogue,
    values_of,
)
from planner.messages.said import (
    FRENCH_MARKS,
    Number,
    Said,
    allowed_of,
    capital,
    code_of,
    in_language,
    joined,
    number,
    remedy_of,
    said,
)

__all__ = [
    "FRENCH_MARKS",
    "LANGUAGES",
    "PARTS",
    "Language",
    "Message",
    "Number",
    "Part",
    "Said",
    "allowed_of",
    "capital",
    "catalogue",
    "code_of",
    "in_language",
    "joined",
    "number",
    "remedy_of",
    "said",
    "values_of",
]
