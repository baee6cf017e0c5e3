"""The national intake rules as data: every cue can be read, no entry is written twice, every source stands."""

from collections.abc import Iterator

import pytest
import yaml

from fengqiao.disputes.rules.narrative_cues import CueBook
from fengqiao.disputes.tests.intake_corpus import RULES
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.catalogue_intake import national_agreement_hints
from fengqiao.jurisdictions.profiles import load, slugs

FILES = ("lexicon", "categories", "suitability", "grading", "agreement")


def twice(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (key for key in set(keys) if keys.count(key) > 1)
        for _, value in node.value:
            yield from twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from twice(value)


@pytest.mark.parametrize("name", FILES)
def test_no_key_stands_twice_in_a_file(name):
    text = (profiles_folder() / "CN" / f"{name}.yaml").read_text(encoding="utf-8")
    assert list(twice(yaml.compose(text, Loader=yaml.SafeLoader))) == []


def test_every_cue_can_be_read():
    book = CueBook(RULES.lexicon)
    for kind in RULES.categories.items:
        for cues in kind.keywords.values():
            assert all(book.compile(cue).parts for cue in cues)
    rows = [*RULES.suitability, *RULES.grading.factors, *national_agreement_hints().hints]
    for row in rows:
        for pattern in row.detect:
            for cue in (*pattern.cues, *pattern.unless, *pattern.unless_anywhere):
                assert book.compile(cue).parts


def test_every_profile_can_be_loaded_with_these_rules():
    assert len(slugs(profiles_folder())) >= 5
    for slug in slugs(profiles_folder()):
        rules = load(profiles_folder(), slug)
        assert len(rules.categories.items) == 18
        assert rules.suitability and rules.grading.factors and rules.agreement.hints


def test_every_row_names_its_organ_article_and_reason():
    for row in RULES.suitability:
        assert row.basis and row.reason and row.source
        assert row.organ or row.effect in ("lifts", "note")
        assert bool(row.condition) is (row.effect == "mediate-with-condition")
