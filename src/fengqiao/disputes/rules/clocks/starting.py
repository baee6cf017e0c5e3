"""From which day a limit runs when something moved its beginning: interruption, instalments, acceleration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fengqiao.core.clock import add_months
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset.clocks import ClockRule

from .modifiers import Given
from .values import dated, day, refuse, told, yes

MOST_INSTALMENTS = 1000
INSTALMENT_ENDS = (
    "ends_on",
    "period_end",
    "period_ends_on",
    "end",
    "due",
    "due_on",
    "due_date",
    "last_day",
    "until",
    "by",
    "date",
    "day",
    "on",
)
INTERRUPTED_ON = ("interrupted_on", "on", "date", "day", "at")


@dataclass
class Start:
    """The day that is not counted, why it is another than the given one, and modifiers that change nothing."""

    day: date
    sentences: list[str] = field(default_factory=list)
    without_effect: list[str] = field(default_factory=list)


def starting(rule: ClockRule, given_day: date, given: Given) -> Start:
    """Return the day from which the rule counts; ``given_day`` is the local date of the start event."""
    start = Start(given_day)
    for name, move in MOVES.items():
        if name in given:
            move(rule, start, given)
    return start


def _paper_first(name: str, sentence: str) -> Callable[[ClockRule, Start, Given], None]:
    """Make the check of a day that comes before the start event and does not begin the limit."""

    def check(_rule: ClockRule, start: Start, given: Given) -> None:
        before = day(given[name], f"modifiers.{name}")
        if before > start.day:
            raise refuse("end_before_start", N_("该日期晚于起算事由发生之日，次序颠倒"), f"modifiers.{name}")
        start.sentences.append(sentence.format(day=told(before)))

    return check


def _no_performance_period(_rule: ClockRule, start: Start, given: Given) -> None:
    """民事诉讼法 250: without a period, from the day on which the instrument takes effect."""
    value, name = given["no_performance_period"], "modifiers.no_performance_period"
    if isinstance(value, bool) or (isinstance(value, str) and not value[:1].isdigit()):
        if not yes(value, name):
            return
    else:
        start.day = day(value, name)
    if given.get("instalments") not in (None, False, [], {}):
        raise refuse("contradiction", N_("既写明未规定履行期间，又写明分期履行"), name)
    start.sentences.append(N_("法律文书未规定履行期间，自法律文书生效之日（{day}）起算。").format(day=told(start.day)))


def _instalments(_rule: ClockRule, start: Start, given: Given) -> None:
    """民事诉讼法 250: from the end of the last instalment's period."""
    value, name = given["instalments"], "modifiers.instalments"
    if isinstance(value, bool):
        if value:
            start.sentences.append(N_("分期履行，起算点即最后一期履行期限届满之日。"))
        return
    entries = _entries(value)
    if len(entries) > MOST_INSTALMENTS:
        raise refuse("number_out_of_range", N_("分期数过多"), name)
    ends = [dated(entry, f"{name}[{number}]", INSTALMENT_ENDS) for number, entry in enumerate(entries)]
    if not ends:
        return
    start.day = max(ends)
    start.sentences.append(
        N_("分{count}期履行，自最后一期履行期限届满之日（{day}）起算。").format(count=len(ends), day=told(start.day))
    )


def _entries(value: object) -> list[object]:
    """Return the instalments of a list, of an object keyed by their names, or the single one."""
    if isinstance(value, Mapping) and not any(name in value for name in INSTALMENT_ENDS):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else [value]


def _acceleration(_rule: ClockRule, start: Start, given: Given) -> None:
    """An acceleration clause that was triggered makes everything due on that day."""
    triggered = day(given["acceleration_triggered_on"], "modifiers.acceleration_triggered_on")
    if triggered <= start.day:
        start.day = triggered
        start.sentences.append(
            N_("协议约定的提前到期条款已于{day}触发，全部款项于当日到期，自当日起算。").format(day=told(triggered))
        )
        return
    start.without_effect.append("acceleration_triggered_on")
    start.sentences.append(N_("提前到期的日期（{day}）晚于最后履行期限，不改变起算点。").format(day=told(triggered)))


def _interrupted(rule: ClockRule, start: Start, given: Given) -> None:
    """劳动争议调解仲裁法 27(2): from each interruption within the period it runs anew."""
    value, name = given["interrupted_on"], "modifiers.interrupted_on"
    entries = list(value) if isinstance(value, list | tuple) else [value]
    if len(entries) > MOST_INSTALMENTS:
        raise refuse("number_out_of_range", N_("中断的次数过多"), name)
    knew = start.day
    for interrupted in sorted(dated(entry, name, INTERRUPTED_ON) for entry in entries):
        if interrupted < knew:
            raise refuse("end_before_start", N_("中断之日早于知道权利被侵害之日"), name)
        if interrupted > add_months(start.day, 12 * (rule.amount or 0)):
            start.without_effect.append("interrupted_on")
            start.sentences.append(N_("{day}时效已经届满，不发生中断。").format(day=told(interrupted)))
            return
        start.day = interrupted
        start.sentences.append(N_("时效于{day}中断，自中断时起重新计算。").format(day=told(interrupted)))


def _knew(rule: ClockRule, start: Start, given: Given) -> None:
    """民法典 195 with 诉讼时效规定 12: a request within the period interrupts it; one after its end does not."""
    knew, name = day(given["knew_on"], "modifiers.knew_on"), "modifiers.knew_on"
    if knew > start.day:
        raise refuse("end_before_start", N_("知道权利受损害之日晚于提出请求之日"), name)
    ended = add_months(knew, 12 * (rule.amount or 0))
    if start.day > ended:
        start.sentences.append(
            N_(
                "自知道权利受损害之日（{knew}）起算的时效已于{ended}届满，{asked}提出的请求不发生中断，届满日不变。"
            ).format(knew=told(knew), ended=told(ended), asked=told(start.day))
        )
        start.day = knew
        return
    start.sentences.append(
        N_("权利人于{knew}知道权利受损害，原时效至{ended}；于{asked}向调委会提出请求，时效中断，重新计算。").format(
            knew=told(knew), ended=told(ended), asked=told(start.day)
        )
    )


MOVES: Mapping[str, Callable[[ClockRule, Start, Given], None]] = {
    "letter_dated": _paper_first(
        "letter_dated", N_("委派函、委托函的落款日期（{day}）不是起算点，自签字接收移交材料之日起算。")
    ),
    "information_received": _paper_first(
        "information_received", N_("收到委派信息之日（{day}）不是起算点，自在平台确认接受之日起算。")
    ),
    "no_performance_period": _no_performance_period,
    "instalments": _instalments,
    "acceleration_triggered_on": _acceleration,
    "interrupted_on": _interrupted,
    "knew_on": _knew,
}
"""In the order in which they are applied."""
