"""What the code of the package says: its calls that make messages, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "planner"
# calls that take a message: the positions of what is wrong and of what is allowed
TAKERS = {
    "Fault": (0, 4),
    "fault": (0, None),
    "Broken": (1, 3),
    "PydanticCustomError": (1, None),
    "refused": (0, None),
    "UnitError": (0, None),
    "NotAWorkbookError": (0, None),
    "NoPlanError": (1, None),
}
SAYERS = frozenset({"said", "joined"})


@dataclass(frozen=True)
class Call:
    """A call, in a file of the package."""

    file: str
    node: ast.Call
    function: ast.AST
    """The function, or module, that it stands in."""

    @property
    def name(self) -> str:
        """Name of what is called."""
        return self.node.func.id if isinstance(self.node.func, ast.Name) else ""

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.file}:{self.node.lineno}"


@cache
def calls() -> tuple[Call, ...]:
    """Every call of the package that says something."""
    return tuple(call for path in files() for call in _calls(path))


def files() -> list[Path]:
    """The modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def _calls(path: Path) -> Iterator[Call]:
    name = path.relative_to(PACKAGE.parent).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "planner.messages"
        for alias in node.names
    }

    def within(node: ast.AST, function: ast.AST) -> Iterator[Call]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                call = Call(name, child, function)
                if call.name in TAKERS or call.name in SAYERS & imported:
                    yield call
            inner = child if isinstance(child, ast.FunctionDef) else function
            yield from within(child, inner)

    return within(tree, tree)


def codes_of(call: Call) -> list[str] | None:
    """The codes that a call of `said` or `joined` may take; None where they are no literals."""
    options, codes = [call.node.args[0]], []
    while options:
        option = options.pop()
        if isinstance(option, ast.IfExp):
            options += [option.body, option.orelse]
        elif isinstance(option, ast.Constant) and isinstance(option.value, str):
            codes.append(option.value)
        else:
            return None
    return codes


def texts_of(call: Call) -> list[ast.expr]:
    """What a call gives as what is wrong and as what is allowed."""
    found = [
        call.node.args[position]
        for position in TAKERS[call.name]
        if position is not None and position < len(call.node.args)
    ]
    found += [word.value for word in call.node.keywords if word.arg in ("what", "allowed")]
    return [value for text in found for value in _values(text, call.function)]


def _values(text: ast.expr, function: ast.AST) -> Iterator[ast.expr]:
    """The text itself; for a name, what the function around it sets it to."""
    yield text
    if isinstance(text, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and _sets(node, text.id):
                yield node.value


def _sets(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def is_spelled_out(text: ast.expr) -> bool:
    """True where a text is written in the code: a literal, an f-string, or put together of such."""
    match text:
        case ast.Constant(value=str(value)):
            return bool(value)
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return is_spelled_out(left) or is_spelled_out(right)
        case ast.IfExp(body=body, orelse=orelse):
            return is_spelled_out(body) or is_spelled_out(orelse)
        case ast.BoolOp(values=values):
            return any(map(is_spelled_out, values))
    return False
