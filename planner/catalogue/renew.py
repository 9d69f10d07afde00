"""Writes anew what is generated from the data files: `python -m planner.catalogue.renew`.

That is the prepared data beside them and, in a checkout, the page of the manual.
"""

from __future__ import annotations

import json
from pathlib import Path

from planner.catalogue.load import PREPARED, catalogue_sha256, parsed_files, validated
from planner.catalogue.reference import markdown

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "reference" / "catalogue.md"


def prepared_text() -> str:
    """The data files as one JSON text, with their hash. Raises `InputError` on faulty data."""
    contents = parsed_files()
    validated(contents)
    prepared = {"sha256": catalogue_sha256(), "files": contents}
    return json.dumps(prepared, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Renew the prepared data and, where there is a manual, its page."""
    (HERE / "data" / PREPARED).write_text(prepared_text(), encoding="utf-8")
    if PAGE.parents[1].is_dir():
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
