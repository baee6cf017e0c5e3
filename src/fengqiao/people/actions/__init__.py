"""All writes to people, their posts and what is said of their conduct, one module for each matter."""

from fengqiao.people.actions.entering import change, register, reveal, set_photo, take_over, verify
from fengqiao.people.actions.posts import NewPost, appoint, end, renew

__all__ = [
    "NewPost",
    "appoint",
    "change",
    "end",
    "register",
    "renew",
    "reveal",
    "set_photo",
    "take_over",
    "verify",
]
