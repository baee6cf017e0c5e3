"""Invented people, a committee and what they agreed, for the examples of forms."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from fengqiao.documents import contexts as c

COMMITTEE = "武汉市洪山区珞南街道人民调解委员会"
NUMBER = "(2026)武洪人调字第0001号"
MOMENT = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
DAY = date(2026, 11, 21)
BODY = (
    "调解员：今天请双方到场，就楼上卫生间渗水造成楼下天花板损坏一事进行调解。请申请人先说明情况。\n"
    "张建国：今年九月起，我家卫生间顶部开始滴水，吊顶和墙面已经发霉，多次找楼上协商没有结果。\n"
    "李秀英：渗水的事我知道，但是防水层是开发商做的，我认为不应当全部由我负责。\n"
    "调解员：经现场查看并请物业公司检测，渗水来自楼上卫生间地漏连接处。请双方考虑修复和补偿的办法。\n"
    "李秀英：我同意修好地漏，补偿可以商量。\n张建国：补偿三千元，我就同意。"
)


def person(name="张建国", role="申请人", **more):
    told = {
        "sex": "男",
        "ethnicity": "汉族",
        "age": 52,
        "occupation": "公交公司职员",
        "contact": "138****5678",
        "address": "武汉市洪山区珞狮路100号3栋2单元301室",
    }
    return c.PersonContext(name=name, role=role, **(told | more))


def parties():
    return (person(), person("李秀英", "被申请人", sex="女", age=47, occupation="个体经营"))


def group(size=44, name="原新华机械厂职工", representatives=5):
    people = tuple(f"职工{n:02d}" for n in range(1, size + 1))
    return c.GroupContext(
        name=name,
        role="申请人",
        headcount=size,
        representatives=tuple(person(n, "代表人") for n in people[:representatives]),
        members=tuple(c.MemberContext(name=n, sex="男", contact="139****0000", address="厂区宿舍") for n in people),
    )


def firm(name="武汉某某机械有限公司", role="被申请人"):
    return c.OrganisationContext(
        name=name, role=role, address="武汉市洪山区某某路1号", head="王强", head_post="执行董事", contact="027-0000000"
    )


def obligations(count=2):
    first = c.ObligationContext(
        ordinal=1,
        debtor="李秀英",
        creditor="张建国",
        what="支付维修补偿款",
        amount=Decimal("3000.00"),
        way="银行转账",
        due_on=date(2026, 12, 10),
    )
    second = c.ObligationContext(
        ordinal=2, debtor="李秀英", what="修复卫生间地漏连接处", place="李秀英住处", due_on=date(2026, 11, 30)
    )
    rest = (
        c.ObligationContext(
            ordinal=n,
            debtor="武汉某某机械有限公司",
            creditor=f"职工{n:02d}",
            what="支付安置补偿款",
            amount=Decimal("12345.60") + n,
            way="银行转账",
            due_on=date(2026, 12, 31),
        )
        for n in range(3, count + 1)
    )
    return (first, second, *rest)[:count]


def instalments(count):
    return tuple(
        c.InstalmentContext(ordinal=n, amount=Decimal("1000"), due_on=DAY + timedelta(days=30 * n))
        for n in range(1, count + 1)
    )


LETTER = {"committee": COMMITTEE, "number": NUMBER, "issued_on": DAY, "contact": "陈静 027-0000000"}
CASE = {"parties": parties(), "matter": "相邻漏水纠纷"}
