"""The API of training."""

from ninja import Router

from fengqiao.training.api.courses import router as courses
from fengqiao.training.api.exams import router as exams
from fengqiao.training.api.lists import router as lists
from fengqiao.training.api.planning import router as planning

router = Router(tags=["trainings"])
for part in (planning, exams, lists, courses):
    router.add_router("", part)

__all__ = ["router"]
