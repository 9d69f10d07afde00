"""Documents with a picture that stands in for every drawing: quick, and the same everywhere."""

from __future__ import annotations

import pytest

from planner.messages import Language
from planner.report.blocks import Picture
from planner.report.render.document import pictures
from tests.report.document.support import small_png


@pytest.fixture(autouse=True)
def drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No drawing is made."""

    def png(_: Picture, *, language: Language, width: int) -> bytes:
        return small_png()

    monkeypatch.setattr(pictures, "png", png)
