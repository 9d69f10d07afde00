"""Misuse of the command line, told as any other fault: where, what was seen, what is allowed."""

from __future__ import annotations

import re
from typing import Any, get_args

from planner.errors import Fault, Place, listed, nearest
from planner.messages import said


def fault_of_usage(error: Any) -> Fault:
    """The fault in the arguments of a command, from Typer's exception for it.

    Typer keeps the classes of these exceptions to itself: they are known by their attributes.
    """
    context = error.ctx
    command = context.command_path if context is not None else "planner"
    if (parameter := getattr(error, "param", None)) is not None:
        return _of_parameter(error, parameter, command)
    if (option := getattr(error, "option_name", None)) is not None:
        return _of_option(option, command, context)
    return _of_argument(error, command, context)


def _of_parameter(error: Any, parameter: Any, command: str) -> Fault:
    name = parameter.get_error_hint().strip("'").replace("' / '", ", ")
    place = Place(f"{command} {name}")
    allowed = _takes(parameter)
    if type(error).__name__ == "MissingParameter":
        return Fault(said("usage-missing"), place=place, allowed=allowed)
    return Fault(said("usage-bad-value"), place=place, seen=_written(error), allowed=allowed)


def _of_option(option: str, command: str, context: Any) -> Fault:
    if context is None:
        return Fault(said("usage-no-value"), place=Place(f"{command} {option}"))
    names = [name for entry in context.command.get_params(context) for name in entry.opts]
    near = nearest(option, names)
    place, allowed = Place(command), listed(name for name in names if name.startswith("-"))
    return Fault(said("usage-no-option"), "", place, option, allowed, near)


def _of_argument(error: Any, command: str, context: Any) -> Fault:
    """A command that there is not, or one argument too many."""
    commands = getattr(context.command, "commands", None) if context is not None else None
    place, seen = Place(command), error.message
    if commands:
        name = _quoted(seen)
        known = listed(commands)
        return Fault(said("usage-no-command"), "", place, name, known, nearest(name, commands))
    return Fault(said("usage-extra"), place=place, seen=_in_brackets(seen))


def _quoted(message: str) -> str:
    """The command of "No such command 'x'. Did you mean ...?", whatever quotes stand in it."""
    found = re.match(r"No such command (['\"])(.*?)\1\.(?: Did you mean|$)", message)
    return found[2] if found else message


def _in_brackets(message: str) -> str:
    """The arguments of "Got unexpected extra argument(s) (a b)"."""
    found = re.search(r"argument(?:\(s\)|s)? \((.*)\)$", message)
    return found[1] if found else message


def _written(error: Any) -> str | None:
    """The value as it was written on the command line, which the cause of the error keeps."""
    cause = error.__cause__ or error.__context__
    found = cause.errors() if hasattr(cause, "errors") else []
    return str(found[0]["input"]) if found else None


def _takes(parameter: Any) -> str | None:
    """The values of a parameter, in words; None where any text will do."""
    annotation = parameter.type_descriptor.annotation
    if choices := get_args(annotation):
        return ", ".join(map(str, choices))
    if annotation not in (int, float):
        return None
    kind = said("a-whole-number" if annotation is int else "a-number")
    if parameter.max is not None:
        return said("usage-between", kind=kind, least=parameter.min, most=parameter.max)
    return kind if parameter.min is None else said("usage-at-least", kind=kind, least=parameter.min)
