"""The page's files: templates, style and scripts, as they come with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from planner.errors import fault
from planner.messages import said

if TYPE_CHECKING:
    from jinja2 import Template

STYLE, MAP_STYLE = "page.css", "map.css"
# in the order in which they run: each stands for itself
SCRIPTS = ("theme.js", "contents.js", "tables.js", "marks.js", "print.js")
WHAT_IF_SCRIPT, MAP_SCRIPT = "what_if.js", "map.js"


@cache
def asset(name: str) -> str:
    """The text of a file of the page, as it is put into it."""
    return files(__package__).joinpath("assets", name).read_text("utf-8").strip() + "\n"


@cache
def template() -> Template:
    """The template of a page. Raises `InputError` where the package for it is not installed."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        what = said("report-not-installed", format="html", packages="jinja2", extra="report")
        raise fault(what) from None
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
