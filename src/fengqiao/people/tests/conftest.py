from datetime import date

import pytest

from fengqiao.organisations.tests.conftest import actor, bureau, community, lu, sign_in, street, xiang
from fengqiao.people import actions

__all__ = ["actor", "bureau", "community", "lu", "sign_in", "street", "xiang"]

CHENG = {
    "name": "曾继红",
    "id_number": "420111196812080027",
    "phone": "138 0000 5678",
    "specialities": ["neighbours"],
}


@pytest.fixture
def directing(street):
    return actions.NewPost(
        organisation_id=street.pk,
        post="director",
        origin="appointed",
        is_full_time=True,
        starts_on=date(2024, 4, 10),
        term_ends_on=date(2027, 4, 9),
        certificate="武洪调2024001",
    )


@pytest.fixture
def cheng(lu, directing):
    """曾继红, director of the street's committee."""
    return actions.register(lu, **CHENG, post=directing)
