"""What the verbs of a course share."""

from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.text import said
from fengqiao.training import access
from fengqiao.training.models import Course
from fengqiao.training.rules.courses import STATE_NAMES, CourseState


def running(actor: Actor, course_id: UUID, *, plan: bool = True) -> Course:
    """Return a course that is still running, held until commit: to plan it, or (``plan`` False) to keep its lists.

    Raises NotFound, Forbidden, and NotNow once it was closed or cancelled.
    """
    course = access.get_for(actor, course_id, access.PLAN if plan else access.SIGN_IN, lock=plan)
    check_running(course)
    return course


def check_running(course: Course) -> None:
    """Raise NotNow unless a course is running."""
    if course.state != CourseState.PLANNED:
        raise NotNow(
            "course_not_running",
            _("培训班%(state)s，不能再办理。") % {"state": said(STATE_NAMES[CourseState(course.state)])},
            next_step=_("已结业的，请先重新打开。"),
        )
