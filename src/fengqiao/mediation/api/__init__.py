"""The API of mediation: the same verbs as the pages."""

from ninja import Router

from fengqiao.mediation.api import agreement, ending, opening, process

router = Router()
router.add_router("", opening.router)
router.add_router("", process.router)
router.add_router("", agreement.router)
router.add_router("", ending.router)
