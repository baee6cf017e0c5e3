"""How values are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from fengqiao.ui import values

NOW = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)  # 14:05 in Shanghai
MIDNIGHT = datetime(2026, 11, 21, 16, tzinfo=UTC)  # 24:00 of that day in Shanghai


@pytest.mark.parametrize(
    ("limit", "text", "state"),
    [
        (date(2026, 11, 24), "11月24日（周二），还剩3天", "soon"),
        (date(2026, 12, 21), "12月21日（周一），还剩30天", "later"),
        (date(2027, 2, 8), "2027年2月8日（周一），还剩79天", "later"),
        (date(2026, 11, 21), "11月21日（周六），今天到期", "today"),
        (date(2026, 11, 19), "11月19日（周四），已逾期2天", "late"),
        (MIDNIGHT, "11月21日（周六），今天到期", "today"),
        (MIDNIGHT - timedelta(seconds=1), "11月21日（周六），今天到期", "today"),
        (MIDNIGHT - timedelta(days=1), "11月20日（周五），已逾期1天", "late"),
        (NOW + timedelta(hours=5), "11月21日（周六）19:05，还剩5小时", "today"),
        (NOW + timedelta(minutes=20), "11月21日（周六）14:25，还剩不到1小时", "today"),
        (NOW + timedelta(hours=30), "11月22日（周日）20:05，还剩30小时", "soon"),
        (NOW - timedelta(minutes=20), "11月21日（周六）13:45，已逾期不到1小时", "late"),
        (NOW - timedelta(hours=30), "11月20日（周五）08:05，已逾期30小时", "late"),
        (NOW - timedelta(days=9), "11月12日（周四）14:05，已逾期9天", "late"),
    ],
)
def test_a_limit_says_its_date_and_what_is_left(limit, text, state):
    stand = values.due(limit, NOW)
    assert (stand.text, stand.state) == (text, state)


def test_dates_are_those_of_shanghai():
    late_evening = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    assert values.day(late_evening) == "2026年11月22日"
    assert values.moment(late_evening) == "2026年11月22日 00:30"
    assert values.moment(None) == values.day(None) == "—"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=5), "刚刚"),
        (timedelta(minutes=5), "5分钟前"),
        (timedelta(hours=3), "3小时前"),
        (timedelta(hours=20), "昨天 18:05"),
        (timedelta(days=3), "3天前"),
        (timedelta(days=20), "2026年11月1日"),
        (-timedelta(days=1), "2026年11月22日"),
    ],
)
def test_how_long_ago(before, text):
    assert values.ago(NOW - before, NOW) == text


def test_amounts():
    assert values.money(Decimal("30000")) == "￥30,000.00"
    assert values.money(Decimal("-0.005")) == "-￥0.01"
    assert values.money(None) == "—"
    assert values.wan(Decimal("123456.78")) == "12.35万元"
    assert values.capital(Decimal("30000")) == "叁万元整"
    assert values.capital(Decimal("1386400.5")).startswith("壹佰叁拾捌万陆仟肆佰元")


def test_a_rate_shows_both_its_numbers_and_rounds_half_up():
    assert values.rate(666, 802) == "666/802（83.04%）"
    assert values.percent(1, 800) == "0.13%"  # 0.125 rounds up, as people do
    assert values.rate(0, 0) == "0/0（—）"


def test_a_source_is_printed_with_chinese_marks_between_chinese_words():
    kept = "人民调解工作若干规定(司法部令第75号) 第33条; 民法典 第201条 (ISO 8601; UTC)：“街道(乡镇); 社区”"
    shown = "人民调解工作若干规定（司法部令第75号） 第33条；民法典 第201条 (ISO 8601; UTC)：“街道(乡镇); 社区”"
    assert values.cited(kept) == shown


def test_weekdays_are_named_in_the_language_of_the_reader():
    with translation.override("zh-hans"):
        assert values.weekday(date(2026, 11, 24)) == "11月24日（周二）"
