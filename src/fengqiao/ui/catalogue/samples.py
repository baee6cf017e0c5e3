"""What the catalogue shows: invented persons, values at their edges."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from fengqiao.core.paging import Page
from fengqiao.ui.parts import Blocked, Check, Column, Event, Progress, Reason, Step, Tab

LONG = "武汉东湖新技术开发区佛祖岭街道知识产权与科技成果转化纠纷行业性专业性人民调解委员会驻光谷数字经济产业园区第三工作室联络点"
NOW = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)


def _due() -> list[dict[str, Any]]:
    day = timedelta(days=1)
    midnight = datetime(2026, 11, 21, 16, tzinfo=UTC)
    return [
        {"name": "还早", "limit": date(2026, 12, 21)},
        {"name": "快到", "limit": midnight + 3 * day, "rule": "人民调解工作若干规定第33条"},
        {"name": "今天", "limit": midnight},
        {"name": "逾期", "limit": midnight - 2 * day},
        {"name": "按小时", "limit": NOW + timedelta(hours=5)},
        {"name": "暂定", "limit": date(2027, 2, 8), "provisional": True},
        {"name": "已办结", "limit": date(2026, 11, 3), "done": True},
        {"name": "没有期限", "limit": None},
    ]


def _list() -> list[dict[str, Any]]:
    row = {
        "grade": "blue",
        "status": "调解中",
        "tone": "active",
        "next": "李秀兰（调解员）",
        "limit": date(2026, 12, 18),
    }
    return [
        {**row, "number": "（2026）武洪人调字第0012号", "title": "张某某与李某某 · 邻里纠纷", "grade": "red", "tone": "bad",
         "status": "逾期未受理", "limit": date(2026, 11, 19), "place": "洪山区珞南街道", "amount": Decimal("0"), "urgent": True},
        {**row, "number": "（2026）武洪人调字第0011号", "title": "王某某等44人与某某建设公司 · 劳动争议", "grade": "yellow",
         "limit": date(2026, 11, 21), "place": "洪山区关山街道", "amount": Decimal("1386400"), "status": "待受理", "tone": "wait"},
        {**row, "number": "", "title": f"{LONG}与某某物业公司 · 物业纠纷", "place": LONG, "amount": None, "grade": None,
         "status": "待分级", "tone": "wait"},
        {**row, "number": "（2026）武洪人调字第0009号", "title": "陈某某与周某某 · 损害赔偿纠纷", "place": "洪山区狮子山街道",
         "amount": Decimal("30000"), "status": "已达成协议", "tone": "good"},
        {**row, "number": "（2026）武洪人调字第0008号", "title": "赵某某与钱某某 · 婚姻家庭纠纷", "place": "洪山区和平街道",
         "amount": Decimal("8500.5"), "status": "已归档", "tone": "done", "limit": None},
    ]  # fmt: skip


COLUMNS = [
    Column("编号", "narrow"),
    Column("纠纷", "wide"),
    Column("等级", "narrow"),
    Column("状态", "narrow"),
    Column("下一步", optional=True),
    Column("地点", optional=True),
    Column("金额", "num", optional=True),
    Column("期限", "date", sort_url="?order=due", sorted="ascending"),
]

BLOCKED = [
    Blocked(
        "开始调解",
        [
            Reason("李某某还没有签收权利义务告知书。", "人民调解法第23条", "#people", "去登记签收"),
            Reason("还没有确定调解员。", "人民调解法第19条"),
        ],
    ),
    Blocked("申请司法确认", [Reason("还没有达成书面协议。", "民事诉讼法第205条")]),
]

EVENTS = [
    Event(
        NOW,
        "李秀兰",
        "召开了第二次调解会，双方同意由张某某承担修缮费用。",
        "地点：珞南街道调解室；到场：双方当事人及社区网格员。",
        "users",
    ),
    Event(NOW - timedelta(days=1), "平台", "受理已满10日，期限提醒已发给调解员。", tone="warn", icon="clock"),
    Event(NOW - timedelta(days=3), "李秀兰", "受理本案，编号（2026）武洪人调字第0012号。", tone="good", icon="check"),
    Event(NOW - timedelta(days=4), "王建国（分流研判）", f"分流至{LONG}。"),
    Event(NOW - timedelta(days=5), "窗口 陈静", "登记纠纷，等级评定为红。", tone="bad", icon="flag"),
]

CHECKS = [
    Check("pass", "写明了给付金额、时间和方式。", "人民调解法第29条"),
    Check("warn", "第2项没有写明逾期的后果。", "", "补写违约责任", "#terms"),
    Check("fail", "第3项处分了案外人王某某的房屋。", "民法典第215条", "删除该项，或请王某某作为当事人参加调解"),
    Check("todo", "还没有填写履行期限。"),
]


def context() -> dict[str, Any]:
    """Return every sample by the name that the catalogue's template uses."""
    return {
        "now": NOW,
        "long": LONG,
        "sample_dues": _due(),
        "sample_rows": _list(),
        "columns": COLUMNS,
        "tab_items": [
            Tab("我的待办", "?tab=mine", 12, current=True), Tab("即将到期", "?tab=soon", 3), Tab("已逾期", "?tab=late", 1),
            Tab("全部", "?tab=all", "2000+"), Tab("待受理", "?tab=offers", 0), Tab("待回访", "?tab=visits"),
        ],
        "record_tabs": [
            Tab("经过", "#", current=True), Tab("当事人", "#", 2), Tab("笔录与证据", "#", 7), Tab("协议与履行", "#"),
            Tab("文书", "#", 14), Tab("卷宗", "#"),
        ],
        "primary": Step("记录调解会", "#", "双方已同意调解，下一次会定于11月24日（周二）", icon="users"),
        "others": [
            Step("更换调解员", "#", "当事人申请回避", icon="user-exclamation"),
            Step("中止调解", "#", icon="player-pause"),
            Step("终止调解", dialog="sample-reason", hint="须告知其他解决途径", icon="circle-x", danger=True),
        ],
        "blocked": BLOCKED,
        "events": EVENTS,
        "checks": CHECKS,
        "page": Page(rows=[], next="b", previous="a"),
        "fact_rows": [
            ("当事人", "张某某（申请人）、李某某（被申请人）"), ("纠纷类型", "邻里纠纷"), ("发生地", "湖北省武汉市洪山区珞南街道"),
            ("涉及金额", None), ("来源", "网格排查"), ("承办组织", LONG),
        ],
        "jobs": [
            Progress("/ui/catalogue/progress?done=40", 40, 120, "正在导入第40行"),
            Progress("", 120, 120, "已导入120行。", finished=True, result_url="#", result_label="查看结果"),
            Progress("", 37, 120, "", failed="第38行的日期“2026-02-30”不存在，已全部撤回，没有写入任何数据。"),
        ],
        "months": [
            ("7月", 61, 52), ("8月", 58, 49), ("9月", 73, 60), ("10月", 66, 55), ("11月", 41, 30),
        ],
        "kinds": [
            ("婚姻家庭纠纷", 118), ("邻里纠纷", 203), ("物业纠纷", 87), ("劳动争议", 66), ("损害赔偿纠纷", 41),
            ("山林土地纠纷", 12), ("道路交通事故纠纷", 95), ("医疗纠纷", 9), ("消费纠纷", 30),
        ],
    }  # fmt: skip
