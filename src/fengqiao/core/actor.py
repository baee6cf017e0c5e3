"""Who acts, for whom, where, and at which moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core.errors import Forbidden


@dataclass(frozen=True)
class Actor:
    """A person or program in the act of doing something.

    ``at`` is the one moment of the request (aware, UTC): every row that it writes bears it. ``region_scope`` is a prefix of
    the 12-digit region code within which the actor may look ("" for none). ``organisation_id`` is where the actor works.
    """

    user_id: UUID | None
    name: str
    at: datetime
    permissions: frozenset[str] = frozenset()
    organisation_id: UUID | None = None
    region_scope: str = ""
    person_id: UUID | None = None
    device: str = ""

    def may(self, permission: str) -> bool:
        """Whether the actor holds the permission."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise Forbidden unless the actor holds the permission."""
        if permission not in self.permissions:
            raise Forbidden(
                "permission_missing",
                _("您的岗位没有此项权限。"),
                next_step=_("如确需办理，请联系本单位管理员调整岗位权限。"),
                extra={"permission": permission},
            )


def system(at: datetime, permissions: frozenset[str]) -> Actor:
    """Return the platform itself as actor, for jobs: it holds only the permissions it is given."""
    return Actor(user_id=None, name="系统", at=at, permissions=permissions)
