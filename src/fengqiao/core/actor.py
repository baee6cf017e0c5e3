"""Who acts, for whom, where, and at which moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core.errors import Forbidden
from fengqiao.core.rights import Right
from fengqiao.core.text import listed, said


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
        """Raise Forbidden, which tells who may, unless the actor holds the permission."""
        if permission not in self.permissions:
            right = permission if isinstance(permission, Right) else None
            posts = right.holders if right else []
            raise Forbidden(
                "permission_missing",
                _("您的岗位没有此项权限：%(permission)s。")
                % {"permission": said(right.label if right else permission)},
                rule=_("岗位权限"),
                next_step=_("可以办理的岗位：%(posts)s。请由其办理，或者联系本单位管理员调整岗位。")
                % {"posts": said(listed(posts))}
                if posts
                else "",
                extra={"permission": permission},
            )


def system(at: datetime, permissions: frozenset[str]) -> Actor:
    """Return the platform itself as actor, for jobs: it holds only the permissions it is given."""
    return Actor(user_id=None, name="系统", at=at, permissions=permissions)
