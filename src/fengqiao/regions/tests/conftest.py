from datetime import UTC, datetime

import pytest

from fengqiao.core.actor import Actor
from fengqiao.regions.tests import places


@pytest.fixture
def divisions(tmp_path):
    """A folder like the package's, with a few places of two jurisdictions and one that belongs to neither."""
    return places.write(tmp_path)


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
