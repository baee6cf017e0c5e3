"""Tags say the same in every state, and never let a value become markup."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from fengqiao.core.paging import Page
from fengqiao.ui import assets
from fengqiao.ui.parts import Blocked, Check, Column, Event, Reason, Step

NOW = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"


def show(source, rf, path="/", **context):
    request = rf.get(path)
    return Template("{% load ui %}" + source).render(Context({"now": NOW, "request": request, **context}))


def test_a_limit_is_marked_when_it_may_still_move(rf):
    html = show("{% due limit provisional=True rule='人民调解法第33条' %}", rf, limit=date(2026, 11, 24))
    assert (
        "还剩3天" in html and "暂定" in html and 'title="人民调解法第33条"' in html and 'datetime="2026-11-24"' in html
    )


@pytest.mark.parametrize(("name", "place"), [("洪山区", "洪山区"), ("武昌区", "洪山区"), ("洪山区", ""), (EVIL, "x")])
def test_a_name_that_is_not_below_the_place_is_shown_whole(rf, name, place):
    assert show("{{ name|below:place }}", rf, name=name, place=place) == name.replace("<", "&lt;").replace(">", "&gt;")


def test_a_limit_that_was_kept_shows_only_its_date(rf):
    html = show("{% due limit done=True %}{% due None %}", rf, limit=date(2026, 11, 3))
    assert "11月3日（周二）" in html and "逾期" not in html and "—" in html


def test_a_grade_is_a_word_and_a_shape(rf):
    html = show("{% grade 'red' %}{% grade 'yellow' %}{% grade 'blue' %}{% grade None %}{% grade 'purple' %}", rf)
    assert all(word in html for word in ("红", "黄", "蓝")) and html.count("未分级") == 2
    assert html.count("grade-shape") == 3


@pytest.mark.parametrize(
    "source",
    [
        "{% status evil evil %}",
        "{% file_number evil %}",
        "{% source evil evil %}",
        "{% masked evil '/r' evil %}",
        "{% figure 1 evil evil evil %}",
        "{% panel evil evil %}{{ evil }}{% endpanel %}",
        "{% page_head title=evil lead=evil %}{{ evil }}{% endpage_head %}",
        "{% record_head title=evil number=evil next=evil rule=evil %}{% endrecord_head %}",
        "{% facts rows %}",
        "{% timeline events %}",
        "{% steps step steps blocked %}",
        "{% checklist checks %}",
        "{% empty evil evil '/' evil %}",
        "{% notice evil 'bad' evil %}",
        "{% list_table columns evil %}<tr><td>{{ evil }}</td></tr>{% endlist_table %}",
        "{% reason_dialog 'd' evil '/' evil hint=evil %}{{ evil }}{% endreason_dialog %}",
        "{% signature_pad evil evil evil evil %}",
    ],
)
def test_no_value_becomes_markup(source, rf):
    html = show(
        source,
        rf,
        evil=EVIL,
        rows=[(EVIL, EVIL)],
        events=[Event(NOW, EVIL, EVIL, EVIL)],
        step=Step(EVIL, "/", EVIL),
        steps=[Step(EVIL, dialog=EVIL)],
        blocked=[Blocked(EVIL, [Reason(EVIL, EVIL, "/", EVIL)])],
        checks=[Check("warn", EVIL, EVIL, EVIL)],
        columns=[Column(EVIL)],
    )
    assert "<script" not in html and "&lt;script&gt;" in html


def test_what_stands_between_block_tags_stays_markup(rf):
    html = show("{% page_head title='纠纷' %}<a href='/new'>登记</a>{% endpage_head %}", rf)
    assert "<a href='/new'>登记</a>" in html


def test_steps_that_are_not_possible_say_why_and_where_to_put_it_right(rf):
    blocked = [Blocked("开始调解", [Reason("还没有签收告知书。", "人民调解法第23条", "/sign", "去登记签收")])]
    html = show("{% steps primary=None blocked=blocked %}", rf, blocked=blocked)
    for part in ("开始调解", "还没有签收告知书。", "依据：人民调解法第23条", 'href="/sign"', "去登记签收"):
        assert part in html


def test_a_value_that_nobody_published_says_so(rf):
    html = show("{% source 'default, no source' %}{% source '规程第3条；时限 default, no source' %}", rf)
    assert html.count("平台默认值，尚无公开依据") == 2 and "default" not in html
    html = show("{% source 'default, no source：界限参照某市办法' %}", rf)
    assert "尚无公开依据</span> 界限参照某市办法" in html and "依据：" not in html


def test_the_pager_keeps_the_other_parameters(rf):
    page = Page(rows=[], next="n1", previous="")
    html = show("{% pager page count='2000+' %}", rf, path="/list?q=漏水&cursor=old", page=page)
    assert "q=%E6%BC%8F%E6%B0%B4&amp;cursor=n1" in html and "cursor=old" not in html
    assert "下一页" in html and "上一页" not in html and "共 2000+ 条" in html


def test_a_value_is_revealed_only_for_a_reason(rf):
    html = show("{% masked '138****5678' '/reveal' 'phone' %}", rf)
    assert 'action="/reveal"' in html and 'name="reason" required' in html and 'value="phone"' in html
    assert "<form" not in show("{% masked '138****5678' %}", rf)


def test_a_finished_job_is_not_asked_again(rf):
    job = SimpleNamespace(url="/p", done=1, total=2, doing="导入", cancel_url="", finished=False, failed="")
    assert "hx-trigger" in show("{% progress job %}", rf, job=job)
    job.finished = True
    assert "hx-trigger" not in show("{% progress job %}", rf, job=job)
    job.finished, job.failed = False, "第38行有误"
    html = show("{% progress job %}", rf, job=job)
    assert "hx-trigger" not in html and "第38行有误" in html


def test_a_missing_build_says_which_command_makes_it(rf, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    with pytest.raises(assets.BuildMissing, match="npm run build"):
        show("{% asset_tags 'portal' %}", rf)
