"""The API of the register of organisations."""

from ninja import Router

from fengqiao.organisations.api import filings, parts, register

router = Router()
router.add_router("", register.router)
router.add_router("", parts.router)
router.add_router("", filings.router)
