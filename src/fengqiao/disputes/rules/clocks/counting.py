"""Counting a limit: start, exclusions, extension, one roll-over; each step told in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from fengqiao.core.clock import SHANGHAI, Span, Spans, add_days, add_months, end_of, local_date, stretch
from fengqiao.core.text import N_, listed
from fengqiao.core.workdays import add_workdays, is_workday, kind, next_workday
from fengqiao.jurisdictions.ruleset.clocks import ClockRule

from .effect import Effect, effect
from .modifiers import Extension, Given, accepted, check_conditions, read_exclusions, read_extensions, union_of
from .starting import starting
from .values import told, told_moment, whole

MOST_AGREED_DAYS = 3650
UNIT_NAMES = {
    "calendar_day": N_("{amount}日"),
    "working_day": N_("{amount}个工作日"),
    "month": N_("{amount}个月"),
    "year": N_("{amount}年"),
    "hour": N_("{amount}小时"),
}


@dataclass(frozen=True)
class Due:
    """When a limit ends.

    ``on`` is the last local day that is in time, None for hours and effects; ``at`` the last moment of an hour rule or the
    moment of an effect, None for days. ``ends_at`` is the moment from which it is too late. ``counted`` is the number of
    days or hours counted. ``without_effect`` names modifiers that changed nothing, ``is_arguable`` marks a result that
    rests on a disputed reading. ``effect`` is set for EFFECT_* rules only.
    """

    rule: ClockRule
    on: date | None = None
    at: datetime | None = None
    is_provisional: bool = False
    rolled_from: date | None = None
    counted: int | None = None
    without_effect: tuple[str, ...] = ()
    is_arguable: bool = False
    effect: Effect | None = None
    explanation: str = ""

    @property
    def ends_at(self) -> datetime | None:
        """The moment from which it is too late: 24:00 of the last day, or the moment itself."""
        return end_of(self.on) if self.on is not None else self.at


@dataclass
class _Count:
    """A count under way."""

    rule: ClockRule
    start: date
    excluded: Spans
    end: date
    counted: int = 0
    extended: int = 0
    is_provisional: bool = False
    is_arguable: bool = False
    sentences: list[str] = field(default_factory=list)
    without_effect: list[str] = field(default_factory=list)


def due(rule: ClockRule, start_at: datetime, modifiers: Mapping[str, Any] | None = None) -> Due:
    """Count a limit of ``rule`` from the moment of its start event.

    ``start_at`` knows its zone; ``modifiers`` have the shapes of the package's README, dates as text or as date objects.
    Raises ClockRefused for whatever makes the limit impossible to count. The order of steps is that of 民法典 201-203 and
    民事诉讼法 85: the start day does not count, excluded days do not count, an extension is added, one roll-over at the end.
    """
    given = accepted(rule, modifiers)
    conditions = check_conditions(rule, given)
    if rule.unit == "event":
        moment = effect(rule, start_at, given)
        return Due(rule, at=moment.at, is_arguable=moment.is_arguable, effect=moment, explanation=moment.explanation)
    if rule.unit == "hour":
        return _hours(rule, start_at)
    local = local_date(start_at)
    begin = starting(rule, local, given)
    exclusions = read_exclusions(given)
    extensions = read_extensions(rule, given, local)
    count = _Count(rule, begin.day, union_of(exclusions), begin.day)
    count.sentences += [_opening(rule, local), *conditions, *begin.sentences]
    count.without_effect += begin.without_effect
    _base(count, given)
    _tell_exclusions(count, exclusions)
    for extension in extensions:
        _extend(count, extension)
    rolled_from = _roll(count)
    return Due(
        rule,
        on=count.end,
        is_provisional=count.is_provisional,
        rolled_from=rolled_from,
        counted=count.counted,
        without_effect=tuple(dict.fromkeys(count.without_effect)),
        is_arguable=count.is_arguable,
        explanation="".join([*count.sentences, *_closing(count)]),
    )


def _opening(rule: ClockRule, start: date) -> str:
    if rule.counts_back:
        return N_("依据{source}，自“{event}”（{day}）向前倒算，当日不计。").format(
            source=rule.source, event=rule.start_event, day=told(start)
        )
    return N_("依据{source}，自“{event}”（{day}）起算，起算当日不计。").format(
        source=rule.source, event=rule.start_event, day=told(start)
    )


def _hours(rule: ClockRule, start_at: datetime) -> Due:
    amount = rule.amount or 0
    at = (start_at + timedelta(hours=amount)).astimezone(SHANGHAI)
    text = N_("依据{source}，自“{event}”（{start}）起连续计算{amount}小时，不扣除夜间和休息日，至{end}。").format(
        source=rule.source, event=rule.start_event, start=told_moment(start_at), amount=amount, end=told_moment(at)
    )
    return Due(rule, at=at, counted=amount, explanation=text + _end_effect(rule) + rule.reading)


def _base(count: _Count, given: Given) -> None:
    """Count the rule's own length."""
    rule, start, excluded = count.rule, count.start, count.excluded
    amount = rule.amount or 0
    if "agreed_period_days" in given:
        amount = whole(given["agreed_period_days"], "modifiers.agreed_period_days", MOST_AGREED_DAYS)
        count.sentences.append(N_("当事人约定的期限为{amount}日，从其约定。").format(amount=amount))
    if rule.unit == "working_day":
        count.end, count.is_provisional = add_workdays(start, -amount if rule.counts_back else amount, excluded)
        count.counted = amount
        note = N_("（周末、法定节假日不计，调休上班日计入）")
    elif rule.unit == "calendar_day":
        count.end = add_days(start, amount, excluded)
        count.counted = amount
        note = ""
    else:
        natural = add_months(start, amount * (12 if rule.unit == "year" else 1))
        count.end = stretch(start, natural, excluded)
        count.counted = (natural - start).days
        note = N_("（当月没有对应日，以月末日届满）") if natural.day != start.day else N_("（至对应日）")
    count.sentences.append(
        N_("期限{length}{note}，{verb}{end}。").format(
            length=UNIT_NAMES[rule.unit].format(amount=amount),
            note=note,
            verb=N_("最迟为") if rule.counts_back else N_("扣除后至") if list(excluded) else N_("至"),
            end=told(count.end),
        )
    )


def _tell_exclusions(count: _Count, exclusions: list[tuple[str, Span]]) -> None:
    if not exclusions:
        return
    spans = N_("；").join(
        N_("{reason}：{first}起不计，{again}恢复计算").format(
            reason=reason, first=told(span.first), again=told(span.again)
        )
        for reason, span in exclusions
    )
    count.sentences.append(
        N_("不计入期限的时间——{spans}，重叠部分只计一次，期内共扣除{days}日（本规则可扣除：{ground}）。").format(
            spans=spans, days=count.excluded.days_between(count.start, count.end), ground=count.rule.exclude_ground
        )
    )


def _extend(count: _Count, extension: Extension) -> None:
    """Add an extension to the unrolled end, if the article's condition is met and the limit had not run out."""
    rule = count.rule
    if rule.extension_by is None:
        return
    lacking = extension.consent.lacking(rule.extension_by)
    if lacking:
        count.without_effect.append("extension")
        count.sentences.append(
            N_("延长{length}须有{lacking}，现仅有“{words}”，不发生延长的效力。").format(
                length=extension.told(), lacking=lacking, words=listed(extension.consent.words)
            )
        )
        return
    in_time = next_workday(count.end).day if rule.rolls else count.end
    if extension.agreed_on is not None and extension.agreed_on > in_time:
        count.without_effect.append("extension")
        count.sentences.append(
            N_("期限已于{end}届满，{agreed}才同意延长，不发生延长的效力。").format(
                end=told(in_time), agreed=told(extension.agreed_on)
            )
        )
        return
    before = count.end
    _add(count, extension)
    count.sentences.append(
        N_("{agreed}经{words}同意（批准）延长{length}，自原届满日（{before}，未经顺延）起加，至{end}。").format(
            agreed=N_("于") + told(extension.agreed_on) if extension.agreed_on else N_("（未写明日期）"),
            words=listed(extension.consent.words),
            length=extension.told(),
            before=told(before),
            end=told(count.end),
        )
    )


def _add(count: _Count, extension: Extension) -> None:
    """Move the end by an extension, of which no more counts than the article allows in all."""
    if extension.working_days:
        count.end, provisional = add_workdays(count.end, extension.working_days, count.excluded)
        count.counted += extension.working_days
        count.is_provisional = count.is_provisional or provisional
        return
    wanted = (add_months(count.end, extension.months) - count.end).days + extension.days
    most = count.rule.extension_max_days
    added = wanted if most is None else min(wanted, most - count.extended)
    if added < wanted:
        count.sentences.append(N_("依该条，延长合计不得超过{most}日，超出部分不发生效力。").format(most=most))
        if not added:
            count.without_effect.append("extension")
    count.end = add_days(count.end, added, count.excluded)
    count.counted += added
    count.extended += added


def _roll(count: _Count) -> date | None:
    """Move a last day off to the next working day where the rule says so; return the day it was moved from."""
    rule, last = count.rule, count.end
    if not rule.rolls:
        if rule.unit != "working_day" and not is_workday(last).is_workday:
            count.sentences.append(N_("该日为{kind}；本期限没有遇休息日顺延的规定，不顺延。").format(kind=kind(last)))
        return None
    count.end, provisional = next_workday(last)
    count.is_provisional = count.is_provisional or provisional
    if count.end == last:
        if last.weekday() > 4:
            count.sentences.append(N_("该日为调休上班日，不顺延。"))
        return None
    basis = N_("依民事诉讼法第85条")
    if rule.roll_arguable:
        count.is_arguable = True
        basis = N_("比照民事诉讼法第85条（是否适用于委托调解期限存在争议，系默认处理，稳妥起见宜在原届满日前办结）")
    count.sentences.append(
        N_("该日为{kind}，{basis}顺延至其后第一个工作日{end}。").format(
            kind=kind(last), basis=basis, end=told(count.end)
        )
    )
    return last


def _end_effect(rule: ClockRule) -> str:
    return N_("届满后果：{effect}。").format(effect=rule.end_effect)


def _closing(count: _Count) -> list[str]:
    rule = count.rule
    sentences = [N_("{day}24时前均为在期限内。").format(day=told(count.end)), _end_effect(rule), rule.reading]
    if count.is_provisional:
        sentences.append(N_("所涉年份的放假调休安排尚未收录，日期为暂定，收录后重新计算。"))
    return sentences
