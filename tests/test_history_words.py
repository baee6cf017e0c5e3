"""The audit desk has a word for everything that any package writes into the history."""

import ast

from fengqiao.accounts.words import Dictionary
from fengqiao.core.models import AuditEvent
from tests.guards.source import sources


def written():
    """Every verb that stands as text in a call of audit.record or lifecycle.touch, with its place."""
    for source in sources():
        if source.is_test or source.package in ("", "fengqiao.core"):
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("audit.record", "lifecycle.touch", "touch"):
                verb = node.args[2] if len(node.args) > 2 else None
                if isinstance(verb, ast.Constant):
                    yield verb.value, f"{source.place}:{node.lineno}"


def test_every_verb_has_its_word():
    known = {verb for verb, _name in Dictionary().verbs()}
    assert {verb: place for verb, place in written() if verb not in known} == {}, "name it in config/history_words.py"


def test_an_event_is_told_in_words_and_an_unknown_one_by_its_code():
    words = Dictionary()
    event = AuditEvent(subject_type="disputes.dispute", verb="accept", before="referred", after="accepted")
    assert (words.record(event), words.verb(event)) == ("纠纷", "受理")
    assert not words.state(event, event.before).isascii()
    strange = AuditEvent(subject_type="new.thing", verb="invented", before="", after="odd")
    assert (words.record(strange), words.verb(strange), words.state(strange, "odd")) == ("new.thing", "invented", "odd")
