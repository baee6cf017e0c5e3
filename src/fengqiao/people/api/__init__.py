"""The API of people: the same verbs as the pages."""

from ninja import Router

from fengqiao.people.api import conduct, letters, posts, register

router = Router()
router.add_router("", register.router)
router.add_router("", posts.router)
router.add_router("", conduct.router)
router.add_router("", letters.router)
