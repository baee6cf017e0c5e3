"""What everybody who is refused is told: which rule, and what to do now."""

import json
from datetime import UTC, datetime

import pytest
from ninja.errors import ValidationError

from fengqiao.accounts.permissions import Permission
from fengqiao.core import api_problems
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow, Stale, TooMany


def test_who_may_not_is_told_what_it_is_called_and_who_may():
    visitor = Actor(None, "田小雨", datetime(2026, 11, 22, tzinfo=UTC))
    with pytest.raises(Forbidden) as refused:
        visitor.require(Permission.ROUTE)
    told = refused.value.problem()
    assert told["title"] == "您的岗位没有此项权限：分流。"
    assert "分流研判、司法所" in told["next_step"]
    assert told["rule"] == "岗位权限"


@pytest.mark.parametrize("kind", [Forbidden, Malformed, NotFound, NotNow, Stale, TooMany])
def test_every_refusal_names_a_rule_and_a_way_on_even_if_its_place_names_none(kind):
    told = kind("anything", "不行。").problem()
    assert told["rule"] and told["next_step"]


def test_what_may_be_said_is_listed_without_foreign_words():
    error = {"type": "enum", "loc": ("query", "status"), "msg": "", "ctx": {"expected": "'open', 'late' or 'ended'"}}
    told = json.loads(api_problems.invalid(ValidationError([error])).content)
    assert told["errors"] == [{"field": "status", "code": "enum", "message": "应为下列之一：open、late、ended。"}]
