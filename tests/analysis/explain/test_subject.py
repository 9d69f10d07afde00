"""What can be asked about, in which words."""

from __future__ import annotations

import pytest

from planner.analysis.explain.subject import vocabulary_of, words_of
from planner.errors import InputError
from planner.records.explanation import Subject, SubjectKind
from tests.analysis.explain.support import network

SITE = SubjectKind.SITE


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("sites.gao", Subject(SITE, "gao")),
        ("gao", Subject(SITE, "gao")),
        ("sites.gao.ammo", Subject(SITE, "gao", "ammo")),
        ("gao.ammo.D+12", Subject(SITE, "gao", "ammo", 12, 13)),
        ("sites.gao.D-3", Subject(SITE, "gao", None, -3, -2)),
        ("items.ammo", Subject(SubjectKind.ITEM, "ammo")),
        ("items.ammo.D+0", Subject(SubjectKind.ITEM, "ammo", None, 0, 1)),
        ("prepositioned.gao.ammo", Subject(SubjectKind.PREPOSITIONED, "gao", "ammo")),
        ("costs.moving", Subject(SubjectKind.COST, "moving")),
        ("policies.keep", Subject(SubjectKind.POLICY, "keep")),
    ],
)
def test_words_name_a_subject(words: str, subject: Subject) -> None:
    keep = {"kind": "level", "sites": ["gao"], "least": {"ammo": 1}}
    vocabulary = vocabulary_of(network({"policies.keep": keep}))
    assert vocabulary.subject(words) == subject
    assert vocabulary.subject(words_of(subject)) == subject


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sites.goa", "did you mean 'gao'?"),
        ("goa", "did you mean 'gao'?"),
        ("sites.gao.amo", "did you mean 'ammo'?"),
        ("sites.gao.D+x", "neither an item nor a day"),
        ("sites.gao.2013-01-20", "neither an item nor a day"),  # there is no D-day
        ("sites.gao.D+99", "a day outside the calendar; seen: D+99; allowed: D-10 to D+19"),
        ("sites", "nothing of this name can be explained"),
        ("", "nothing of this name can be explained"),
        ("costs.moveing", "did you mean 'moving'?"),
        ("costs.moving.more", "more than a name"),
        ("prepositioned.gao", "nothing of this name can be explained"),
        ("site", "did you mean 'sites'?"),
    ],
)
def test_words_that_name_nothing_are_bad_input(words: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        vocabulary_of(network()).subject(words)
    assert said in str(caught.value)
    assert str(caught.value).startswith("WHAT: ")


def test_a_name_in_two_sections_must_be_told_apart() -> None:
    both = network({"policies.gao": {"kind": "level", "sites": ["gao"], "least": {"ammo": 1}}})
    with pytest.raises(InputError, match="say which is meant; seen: gao; allowed: policies, sites"):
        vocabulary_of(both).subject("gao")
