"""The rules of a jurisdiction as tables to read: each row with its source. Everything printed here is what the rules compute with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengqiao.core.text import N_, said
from fengqiao.jurisdictions.ruleset import NO_SOURCE, ClockRule, CompositionRules, NumberPattern, RuleSet, Sourced

_UNITS = {
    "hour": N_("%(n)s小时"),
    "calendar_day": N_("%(n)s日"),
    "working_day": N_("%(n)s个工作日"),
    "month": N_("%(n)s个月"),
    "year": N_("%(n)s年"),
}
_EVERY = {
    "day": N_("每日"),
    "week": N_("每周"),
    "half_month": N_("每半月"),
    "month": N_("每月"),
    "quarter": N_("每季"),
}
_GRADES = {"red": N_("红"), "yellow": N_("黄"), "blue": N_("蓝")}
_WRITTEN = {"must": N_("必须书面"), "should": N_("应当书面"), "optional": N_("可以口头")}
_FLAGS = {"must": N_("必备"), "as_needed": N_("视情")}
_WHEN = {
    "always": "",
    "agreement": N_("达成协议的"),
    "no_agreement": N_("未达成协议的"),
    "confirmation": N_("申请司法确认的"),
}
_ROWS = {
    "": "",
    "village": N_("村调委会"),
    "resident": N_("居调委会"),
    "township": N_("乡镇调委会"),
    "street": N_("街道调委会"),
    "enterprise": N_("企事业单位调委会"),
    "social": N_("社会团体和其他组织"),
}
_EFFECTS = {
    "not-suitable": N_("不受理"),
    "mediate-with-condition": N_("附条件调解"),
    "lifts": N_("可以受理"),
    "note": N_("提示"),
}
_CONDITIONS = {
    "not_performed_on_the_spot": N_("未当场履行"),
    "written": N_("书面协议"),
    "any_agreement": N_("达成协议"),
    "red_or_yellow": N_("红色、黄色等级"),
    "default": N_("未按期履行或者反悔"),
}
_ANCHORS = {"effective": N_("协议生效"), "last_due": N_("最后一期履行期满"), "default": N_("违约")}
_SERIES = {
    "case": N_("案件编号（卷号）"),
    "filing": N_("组织备案编号"),
    "court_notice": N_("通报法院函编号"),
    "training_certificate": N_("培训证书编号"),
}
_FILED = {
    "establish": N_("设立"),
    "change": N_("变更"),
    "cancel": N_("撤销"),
    "elect": N_("推选"),
    "appoint": N_("聘任"),
    "remove": N_("罢免"),
    "dismiss": N_("解聘"),
    "review": N_("审查备案"),
    "notify_court": N_("通报法院"),
}
_SIGNATURES = {"required": N_("必须签名"), "call_recorded": N_("电话核实并录音"), "optional": N_("不要求")}


@dataclass(frozen=True)
class Line:
    """A row: its cells, the source behind it, and whether nobody published it."""

    cells: tuple[str, ...]
    source: str

    @property
    def is_default(self) -> bool:
        """True when the value is the platform's own."""
        return self.source.startswith(NO_SOURCE)

    @property
    def said(self) -> str:
        """What is to be read after the mark of a default: its explanation, if there is one."""
        return self.source.removeprefix(NO_SOURCE).lstrip("：；") if self.is_default else self.source


@dataclass(frozen=True)
class Table:
    """A table of rules with its heading."""

    title: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def rows(self) -> list[tuple[list[tuple[str, str]], Line]]:
        """Each line with its cells named by the columns."""
        return [(list(zip(self.head, line.cells, strict=True)), line) for line in self.lines]


def _example(number: NumberPattern) -> str:
    """Return what the first number of a series looks like."""
    return number.pattern.format(year=2026, short=_("某某"), serial="1".zfill(number.padding))


def _table(title: str, head: Iterable[str], lines: Iterable[Line]) -> Table:
    return Table(title, tuple(head), tuple(lines))


def _line(part: Sourced, *cells: str) -> Line:
    return Line(tuple(map(said, cells)), part.source)


def basis(rules: RuleSet) -> list[Table]:
    """Return names, levels, numbers and limits."""
    limits = rules.limits
    signature = _(_SIGNATURES[limits.oral_party_signature])
    return [
        _table(
            _("名称"),
            (_("项目"), _("内容")),
            [
                _line(rules, _("名称"), f"{rules.name}（{rules.code}）"),
                Line((_("咨询电话"), rules.phone), rules.phone_source),
            ],
        ),
        _table(_("层级"), (_("层级"),), [_line(level, level.name) for level in rules.levels]),
        _table(
            _("编号"),
            (_("种类"), _("格式")),
            [_line(one, _(_SERIES.get(one.series, one.series)), _example(one)) for one in rules.numbering],
        ),
        _table(
            _("限度"),
            (_("项目"), _("内容")),
            [
                Line((_("代表人最多"), f"{limits.max_representatives}"), limits.max_representatives_source),
                Line((_("查重天数"), f"{limits.duplicate_window_days}"), limits.duplicate_window_source),
                Line((_("调解员最多"), f"{limits.max_mediators}"), limits.max_mediators_source),
                Line((_("口头协议当事人签名"), signature), limits.oral_party_signature_source),
            ],
        ),
    ]


def organisations(rules: RuleSet) -> list[Table]:
    """Return the kinds of organisation."""
    head = (_("类型"), _("受理案件"), _("名称规则"), _("统计表行"))
    lines = [
        _line(kind, kind.name, _("是") if kind.mediates else "", kind.naming, _said(_ROWS, kind.table_row))
        for kind in rules.organisation_types
    ]
    return [
        _table(_("组织类型"), head, lines),
        _table(_("专职调解员"), (_("类型"), _("至少")), _full_time(rules)),
        _table(_("调委会的组成"), (_("项目"), _("要求")), _composition(rules.composition)),
        _table(
            _("备案和通报法院的期限"),
            (_("事项"), _("期限"), _("材料")),
            [
                _line(
                    rule,
                    _("、").join(_(_FILED[event]) for event in rule.events)
                    + (_("（医疗等专门规定）") if rule.kinds or rule.specialities else ""),
                    _(_UNITS[rule.unit]) % {"n": rule.within},
                    _("；").join(rule.papers),
                )
                for rule in rules.filing
            ],
        ),
    ]


def _full_time(rules: RuleSet) -> list[Line]:
    return [
        Line(
            (kind.name, (_("有条件的%(n)s人") if kind.full_time_if_able else _("%(n)s人")) % {"n": kind.full_time}),
            kind.full_time_source,
        )
        for kind in rules.organisation_types
        if kind.full_time
    ]


def _composition(rules: CompositionRules) -> list[Line]:
    members = _("%(least)s至%(most)s人") % {"least": rules.members_least, "most": rules.members_most}
    return [
        Line((_("委员"), members), rules.members_source),
        Line((_("主任"), _("%(n)s人") % {"n": rules.directors}), rules.directors_source),
        Line((_("妇女成员至少"), _("%(n)s人") % {"n": rules.women_least}), rules.women_source),
        Line((_("人数较少民族成员至少"), _("%(n)s人") % {"n": rules.minority_least}), rules.minority_source),
        Line((_("委员任期"), _("%(n)s年") % {"n": rules.term_years}), rules.term_source),
        Line((_("村（居）民委员会任期"), _("%(n)s年") % {"n": rules.host_term_years}), rules.host_term_source),
    ]


def categories(rules: RuleSet) -> list[Table]:
    """Return the kinds of dispute with the form that an agreement owes."""
    clocks = {clock.code: clock.title for clock in rules.clocks}
    head = (_("类型"), _("协议形式"), _("签名"), _("调解期限"), _("通常由谁调解"))
    lines = [
        _line(
            item,
            item.name,
            _(_WRITTEN[item.written]),
            _("只能纸质签名") if item.paper_only else "",
            clocks[item.clock],
            item.organ,
        )
        for item in rules.categories.items
    ]
    return [_table(_("纠纷类型（%(version)s版）") % {"version": rules.categories.version}, head, lines)]


def clocks(rules: RuleSet) -> list[Table]:
    """Return the time limits that hold in this jurisdiction."""
    held = [clock for clock in rules.clocks if clock.jurisdiction in ("CN", rules.code)]
    head = (_("期限"), _("起算"), _("长度"), _("届满后果"))
    lines = [_line(clock, clock.title, clock.start_event, _length(clock), clock.end_effect) for clock in held]
    return [_table(_("期限目录"), head, lines)]


def _length(clock: ClockRule) -> str:
    if clock.amount is None or clock.unit not in _UNITS:
        return ""
    length = _(_UNITS[clock.unit]) % {"n": clock.amount}
    return _("提前%(length)s") % {"length": length} if clock.counts_back else length


def suitability(rules: RuleSet) -> list[Table]:
    """Return the must-not-accept table."""
    head = (_("询问"), _("结果"), _("条件"), _("主管机关"), _("依据条文"))
    lines = [
        _line(rule, rule.question or rule.reason, _(_EFFECTS[rule.effect]), rule.condition, rule.organ, rule.basis)
        for rule in rules.suitability
    ]
    return [_table(_("受理审查"), head, lines)]


def grading(rules: RuleSet) -> list[Table]:
    """Return factors, thresholds and responses of red, yellow and blue."""
    found = rules.grading
    thresholds = _("黄色%(yellow)s分起，红色%(red)s分起") % {"yellow": found.yellow_from, "red": found.red_from}
    factors = [
        _line(
            factor,
            factor.name,
            str(factor.weight or ""),
            _("直接定为%(grade)s色") % {"grade": _(_GRADES[factor.trigger])} if factor.trigger else "",
        )
        for factor in found.factors
    ]
    responses = [
        _line(one, _(_GRADES[one.grade]), one.actor, _hours(one.within_hours), _("、").join(one.measures))
        for one in found.responses
    ]
    return [
        _table(_("等级起点"), (_("内容"),), [_line(found, thresholds)]),
        _table(_("因素"), (_("因素"), _("分值"), _("触发")), factors),
        _table(_("处置要求"), (_("等级"), _("由谁"), _("时限"), _("措施")), responses),
    ]


def _hours(hours: int) -> str:
    return ngettext("%(n)s小时内", "%(n)s小时内", hours) % {"n": hours}


def routing(rules: RuleSet) -> list[Table]:
    """Return the routing table with its weights."""
    found = rules.routing
    weights = [
        (_("同一地方"), found.same_place_score),
        (_("上级地方"), found.parent_place_score),
        (_("擅长该类纠纷"), found.speciality_score),
        (_("每件在办案件扣"), found.load_penalty),
    ]
    lines = [_line(found, name, str(score)) for name, score in weights]
    lines.append(_line(found, _("答复时限"), _hours(found.answer_within_hours)))
    rows = [_line(rule, rule.name, str(rule.score)) for rule in found.rules]
    return [
        _table(_("分流规则"), (_("规则"), _("分值")), rows),
        _table(_("权重"), (_("项目"), _("内容")), lines),
    ]


def agreement(rules: RuleSet) -> list[Table]:
    """Return the legality hints on agreements."""
    lines = [_line(hint, hint.name, hint.fix, hint.article) for hint in rules.agreement.hints]
    return [_table(_("协议合法性提示"), (_("提示"), _("怎样修改"), _("条文")), lines)]


def file(rules: RuleSet) -> list[Table]:
    """Return the documents of the file and how long it is kept."""
    names = {item.code: item.name for item in rules.categories.items}
    documents = [
        _line(one, str(one.order), one.title, _(_FLAGS[one.flag]), _said(_WHEN, one.when)) for one in rules.documents
    ]
    kept = [
        _line(
            rule,
            rule.name,
            _("、").join(names[code] for code in rule.categories),
            _("%(amount)s元以上") % {"amount": rule.amount_from} if rule.amount_from else "",
        )
        for rule in rules.retention
    ]
    return [
        _table(_("卷内文书"), (_("顺序"), _("文书"), _("要求"), _("适用")), documents),
        _table(_("保管期限"), (_("期限"), _("纠纷类型"), _("金额")), kept),
    ]


def visits(rules: RuleSet) -> list[Table]:
    """Return the follow-up visits owed and how often each level screens."""
    levels = {level.code: level.name for level in rules.levels}
    owed = []
    for rule in rules.follow_up:
        when = _("%(anchor)s后%(days)s日") % {"anchor": _(_ANCHORS[rule.anchor]), "days": rule.after_days}
        owed.append(_line(rule, rule.name, _(_CONDITIONS[rule.condition]), ""))
        owed.append(Line(("", "", when), rule.after_days_source))
    screened = [_line(rule, levels[rule.level], _(_EVERY[rule.every])) for rule in rules.screening]
    return [
        _table(_("回访"), (_("回访"), _("何种情形"), _("时间")), owed),
        _table(_("排查频次"), (_("层级"), _("频次")), screened),
    ]


def training(rules: RuleSet) -> list[Table]:
    """Return the least training owed and by when, whom each level trains, and the limits of exams and certificates."""
    found = rules.training
    if found is None:
        return []
    owed = [
        _line(
            rule,
            rule.name if not number else "",
            window.name,
            str(rule.times),
            _day_of_year(window.due),
            _day_of_year(window.until or window.due),
        )
        for rule in found.rules
        for number, window in enumerate(rule.windows)
    ]
    levels = {level.code: level.name for level in rules.levels}
    audience = {"backbone": _("骨干"), "everyone": _("全员")}
    limits = [
        Line((_("考试合格分数"), str(found.pass_mark)), found.pass_mark_source),
        Line((_("到期前提醒天数"), str(found.remind_days)), found.remind_days_source),
        Line((_("到期前多少天内新任职的暂不要求"), str(found.grace_days)), found.grace_days_source),
        Line((_("发证要求的学时比例"), f"{found.certificate_percent}%"), found.certificate_percent_source),
    ]
    trained = [
        _line(each, levels[each.level], audience.get(each.audience, each.audience))
        for each in found.levels
        if each.level in levels
    ]
    return [
        _table(_("最低培训要求"), (_("要求"), _("期间"), _("次数"), _("最后期限"), _("补训截止")), owed),
        _table(_("分级培训"), (_("层级"), _("对象")), trained),
        _table(_("限度"), (_("项目"), _("内容")), limits),
    ]


def _day_of_year(text: str) -> str:
    """12月31日, of 12-31."""
    month, _dash, number = text.partition("-")
    return _("%(month)s月%(day)s日") % {"month": int(month), "day": int(number)}


def _said(words: dict[str, str], code: str) -> str:
    return _(words[code]) if words[code] else ""


PARTS: dict[str, tuple[str, Callable[[RuleSet], list[Table]]]] = {
    "basis": (N_("概况"), basis),
    "organisations": (N_("组织类型"), organisations),
    "categories": (N_("纠纷类型"), categories),
    "suitability": (N_("受理审查"), suitability),
    "grading": (N_("分级"), grading),
    "routing": (N_("分流"), routing),
    "clocks": (N_("期限"), clocks),
    "agreement": (N_("协议提示"), agreement),
    "file": (N_("文书与保管"), file),
    "visits": (N_("回访与排查"), visits),
    "training": (N_("培训"), training),
}
"""The parts of the page, in the order in which a matter meets them."""
