"""The API of disputes: the same verbs as the pages."""

from ninja import Router

from fengqiao.disputes.api import explain, records, steps

router = Router()
router.add_router("", records.router)
router.add_router("", steps.router)
router.add_router("", explain.router)
