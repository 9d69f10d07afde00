"""Reads a page with the standard library alone: its elements, which must be closed in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "input", "br", "hr", "img", "link", "source", "wbr"})


@dataclass
class Element:
    """An element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        """An attribute; blank where it is missing."""
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """All the text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    def walk(self) -> Iterator[Element]:
        """Every element in it, in the order of the page."""
        for part in self.content:
            if isinstance(part, Element):
                yield part
                yield from part.walk()

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """The elements in it of these tags with these attributes; a class is one of several."""
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags)
            and all(_has(element, name.strip("_"), value) for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> Element:
        """The only such element in it."""
        (found,) = self.all(*tags, **attributes)
        return found

    def inside(self, tag: str) -> bool:
        """True where it stands in an element of that tag."""
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


def read(html: str) -> Element:
    """The page as elements. Raises AssertionError where a tag is not closed in its place."""
    assert html.startswith("<!DOCTYPE html>\n")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"{reader.here.tag} is not closed"
    return reader.root


def _has(element: Element, name: str, value: str) -> bool:
    found = element.get(name)
    return value in found.split() if name == "class" else found == value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.content.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)
