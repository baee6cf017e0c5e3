"""What a jurisdiction asks before somebody becomes a mediator."""

from __future__ import annotations

from typing import Literal

from .base import Sourced

MediatingPost = Literal["director", "deputy_director", "member", "chief_mediator", "mediator"]


class AdmissionRule(Sourced):
    """Posts that are given only after an admission review 准入审核; a jurisdiction without the rule asks for none."""

    posts: tuple[MediatingPost, ...] = ("chief_mediator", "mediator")
