from datetime import UTC, datetime

import pytest

from fengqiao.core.actor import Actor

CITIES = """code,name,provinceCode
4201,"武汉市",42
2108,"营口市",21
"""
AREAS = """code,name,cityCode,provinceCode
210802,"站前区",2108,21
420106,"武昌区",4201,42
420111,"洪山区",4201,42
421002,"沙市区",4210,42
"""
STREETS = """code,name,areaCode,provinceCode,cityCode
210802008,"东兴街道",210802,21,2108
420106001,"积玉桥街道",420106,42,4201
420111001,"珞南街道",420111,42,4201
420111005,"梨园街道",420111,42,4201
"""
VILLAGES = """code,name,streetCode,provinceCode,cityCode,areaCode
210802008200,"光明村委会",210802008,21,2108,210802
420111001001,"洪珞社区居民委员会",420111001,42,4201,420111
420111005008,"新世纪社区居民委员会",420111005,42,4201,420111
420111005012,"东湖社区居民委员会",420111005,42,4201,420111
"""


@pytest.fixture
def divisions(tmp_path):
    """A folder like the package's, with a few places of two jurisdictions and one that belongs to neither."""
    for name, text in {"cities": CITIES, "areas": AREAS, "streets": STREETS, "villages": VILLAGES}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def clerk():
    """Somebody who keeps the registers of the city."""
    return Actor(
        user_id=None,
        name="登记员",
        at=datetime(2026, 11, 20, 17, 0, tzinfo=UTC),  # 21 November in Shanghai
        permissions=frozenset({"registry.view", "registry.manage"}),
        region_scope="4201",
    )
