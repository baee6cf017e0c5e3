"""The API of assessments and grades."""

from ninja import Router

from fengqiao.assessment.api.assessments import router as assessments
from fengqiao.assessment.api.grades import router as grades

router = Router(tags=["assessment"])
router.add_router("", assessments)
router.add_router("", grades)

__all__ = ["router"]
