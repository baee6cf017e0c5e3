"""The counter's page as a browser sends it, and whoever sits there."""

import re

from django.test import Client

from fengqiao.accounts.permissions import Role
from fengqiao.core.models import AuditEvent, StoredFile
from fengqiao.disputes.models import Dispute, Party
from tests.journeys.town import account
from tests.office import COMMUNITY

PARTIES = [{"side": "applicant", "name": "张建国"}, {"side": "respondent", "name": "李秀英"}]
MATTER = {
    "narrative": "楼上住户卫生间漏水，把我家客厅天花板泡坏了，要求赔偿损失八千元。",
    "category": "neighbours",
    "category_confirmed": True,
    "region_code": COMMUNITY,
    "parties": PARTIES,
}
PAGE = {
    "narrative": MATTER["narrative"], "region": "洪珞社区", "region_text": "洪珞社区", "region_code": COMMUNITY,
    "category": "neighbours", "source": "application", "parties-TOTAL_FORMS": "2", "parties-INITIAL_FORMS": "0",
    "parties-0-side": "applicant", "parties-0-kind": "person", "parties-0-name": "张建国", "parties-0-phone": "13800005678",
    "parties-1-side": "respondent", "parties-1-kind": "person", "parties-1-name": "李秀英",
}  # fmt: skip
REGISTER = "/disputes/register"


def browser(office) -> Client:
    """涂海洋's browser at the counter, which is also signed in at the API."""
    client = Client(HTTP_HOST="wuhan.localhost")
    client.force_login(account("tuhaiyang", "涂海洋", Role.FRONT_DESK, office.centre))
    return client


def key_on(page) -> str:
    """The key that a page's form carries."""
    return re.search(r'name="submission" value="([0-9a-f]{32})"', page.content.decode())[1]


def state() -> tuple[int, ...]:
    """How much is written."""
    return tuple(model.objects.count() for model in (Dispute, Party, AuditEvent, StoredFile))
