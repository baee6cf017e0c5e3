"""The API of statistics: the two official tables and the rows behind each of their cells."""

from ninja import Router

from fengqiao.statistics.api import cases, organisations

router = Router()
router.add_router("", cases.router)
router.add_router("", organisations.router)
