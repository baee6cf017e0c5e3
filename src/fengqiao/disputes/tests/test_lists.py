"""What the lists of disputes say where there is nothing to list."""

import pytest
from django.urls import reverse

from fengqiao.disputes import actions
from tests.office import leak

pytestmark = pytest.mark.django_db


def test_an_empty_jurisdiction_is_offered_its_first_dispute_not_another_word(browser, office):
    url = reverse("disputes:list")
    shown = browser("涂海洋").get(url).content.decode()
    assert f'<a class="btn" href="{reverse("disputes:register")}">登记纠纷</a>' in shown
    assert "换一个词" not in shown
    watching = browser("鲁敏慧").get(url).content.decode()
    assert "您的范围内还没有纠纷" in watching
    assert "换一个词" not in watching


def test_a_search_without_hits_proposes_another_word(browser, office):
    actions.register(office.tu, leak())
    assert "换一个词" in browser("涂海洋").get(reverse("disputes:list"), {"q": "医患"}).content.decode()
