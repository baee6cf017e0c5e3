"""What the API takes and gives of filings and the letters to courts."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field

from fengqiao.core.api import Input
from fengqiao.organisations.api.schemas_parts import RowOut
from fengqiao.organisations.models import Filing


class FilingIn(Input):
    """申报备案。"""

    event: Literal["establish", "change", "cancel"]
    happened_on: date
    what: Annotated[str, Field(max_length=2000)] = ""
    changes: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)]] = {}


class TakeIn(Input):
    """办理步骤的意见；退回、不予备案、撤回须写原因。"""

    why: Annotated[str, Field(max_length=1000)] = ""


class NotifyIn(Input):
    """通报的法院；不写为最近的法院。"""

    court_id: UUID | None = None


class ReceiptIn(Input):
    """登记法院签收。"""

    received_on: date | None = None
    by: Annotated[str, Field(max_length=60)] = ""


class FilingPaperIn(Input):
    """补充材料。"""

    title: Annotated[str, Field(min_length=1, max_length=100)]


class FilingNoticeOut(RowOut):
    """给法院的通报函。"""

    court_id: UUID
    number: str
    issued_on: date
    received_on: date | None
    received_by_name: str


class FilingOut(RowOut):
    """备案。"""

    organisation_id: UUID
    organisation_name: str
    bureau_id: UUID
    event: str
    status: str
    happened_on: date
    what: str
    due_on: date | None
    due_source: str
    review_due_on: date | None
    review_source: str
    submitted_at: datetime
    answered_at: datetime | None
    answer: str
    number: str
    published_at: datetime | None
    notice_due_on: date | None

    @staticmethod
    def resolve_organisation_name(row: Filing) -> str:
        """The organisation's name."""
        return row.organisation.name


class FiledOut(FilingOut):
    """一份备案，连同备案时的情况和给法院的通报函。"""

    facts: dict[str, Any]
    notices: list[FilingNoticeOut]

    @staticmethod
    def resolve_notices(row: Filing) -> list[Any]:
        """The notices in order."""
        return list(row.notices.order_by("issued_on"))
