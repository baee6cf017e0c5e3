from datetime import UTC, datetime

import pytest

from fengqiao.core.actor import Actor
from fengqiao.jurisdictions.tests.desk import sign_in
from fengqiao.organisations import actions
from fengqiao.regions import actions as regions
from fengqiao.regions.tests import places

__all__ = ["sign_in"]

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # 21 November in Shanghai
KEEPER = frozenset(
    {
        "registry.view",
        "registry.manage",
        "organisation.keep",
        "organisation.file",
        "organisation.review",
        "court_docking.keep",
    }
)
DIRECTOR = frozenset({"registry.view", "organisation.keep", "organisation.file"})
JUDGE = frozenset({"registry.view", "court_docking.keep"})
HONGSHAN, LUONAN, HONGLUO, WUCHANG = "420111000000", "420111001000", "420111001001", "420106000000"


def actor(name, scope="", permissions=KEEPER, organisation=None):
    """Somebody who looks after a region, or works at an organisation."""
    return Actor(
        user_id=None,
        name=name,
        at=NOW,
        permissions=permissions,
        region_scope=scope,
        organisation_id=organisation.pk if organisation else None,
    )


@pytest.fixture
def lu(db, tmp_path):
    """鲁敏慧 keeps the registers of the whole city."""
    city = actor("鲁敏慧", "4201")
    regions.load(city, code="420100", folder=places.write(tmp_path))
    return city


@pytest.fixture
def xiang(lu):
    """向国栋 keeps the registers of Wuchang, the other district."""
    return actor("向国栋", "420106")


@pytest.fixture
def bureau(lu):
    return actions.register(lu, kind="bureau", name="武汉市洪山区司法局", region_code=HONGSHAN)


@pytest.fixture
def street(lu, bureau):
    return actions.register(
        lu,
        kind="street_committee",
        name="武汉市洪山区珞南街道人民调解委员会",
        short_name="武洪珞",
        region_code=LUONAN,
        parent_id=bureau.pk,
        phone="027-87651234",
    )


@pytest.fixture
def community(lu, street):
    return actions.register(
        lu,
        kind="community_committee",
        name="武汉市洪山区珞南街道洪珞社区人民调解委员会",
        short_name="武洪珞洪",
        region_code=HONGLUO,
        parent_id=street.pk,
        specialities=["neighbours"],
    )


@pytest.fixture
def court(lu):
    return actions.register(lu, kind="court", name="武汉市洪山区人民法院", region_code=HONGSHAN)


@pytest.fixture
def centre(lu, bureau):
    return actions.register(
        lu, kind="centre", name="武汉市洪山区矛盾纠纷调解中心", short_name="武洪中", region_code=HONGSHAN
    )


@pytest.fixture
def he(street):
    """何丽娟 is the director of the street's committee."""
    return actor("何丽娟", permissions=DIRECTOR, organisation=street)


@pytest.fixture
def judge(court):
    """方亚琴 works at the court."""
    return actor("方亚琴", permissions=JUDGE, organisation=court)


def image(tail=b""):
    """A picture as the counter scans it."""
    return actions.Upload("印章.png", b"\x89PNG\r\n\x1a\n" + tail)
