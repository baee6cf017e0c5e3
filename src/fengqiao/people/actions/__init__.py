"""All writes to people, their posts and what is said of their conduct, one module for each matter."""

from fengqiao.people.actions.bulk import Added, AddedPosts, NewPerson, PastPost, add_many, add_posts
from fengqiao.people.actions.complaining import NewComplaint
from fengqiao.people.actions.entering import change, register, reveal, set_photo, take_over, verify
from fengqiao.people.actions.posts import NewPost, appoint, end, renew
from fengqiao.people.actions.standing import declare, lift, suspend, withdraw_tie
from fengqiao.people.actions.taking_back import take_back

__all__ = [
    "Added",
    "AddedPosts",
    "NewComplaint",
    "NewPerson",
    "NewPost",
    "PastPost",
    "add_many",
    "add_posts",
    "appoint",
    "change",
    "declare",
    "end",
    "lift",
    "register",
    "renew",
    "reveal",
    "set_photo",
    "suspend",
    "take_back",
    "take_over",
    "verify",
    "withdraw_tie",
]
