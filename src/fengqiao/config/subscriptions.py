"""What a lower package causes above it, in one visible table. Functions are named by path, run in order, in the same transaction."""

EVENTS: dict[str, tuple[str, ...]] = {
    "dispute.accept": ("fengqiao.statistics.actions.follow",),
    "dispute.take_effect": ("fengqiao.followup.actions.plan", "fengqiao.statistics.actions.follow"),
    "dispute.record_performance": ("fengqiao.statistics.actions.follow",),
    "dispute.default": ("fengqiao.statistics.actions.follow",),
    "dispute.touched": ("fengqiao.statistics.actions.touched",),
    "confirmation.result": ("fengqiao.statistics.actions.follow",),
    "dispute.told": ("fengqiao.disputes.actions.intake.regrade",),
    "dispute.reopen": ("fengqiao.followup.actions.reopened",),
}
"""Event -> functions that take the event's facts as keywords."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "case_facts": (
        "fengqiao.disputes.queries.case_facts",
        "fengqiao.mediation.queries.case_facts",
        "fengqiao.followup.queries.case_facts",
        "fengqiao.archive.queries.case_facts",
    ),
    "next_page": ("fengqiao.mediation.staff.onward.next_page",),
    "history_words": ("fengqiao.config.history_words.words",),
    "notices": (
        "fengqiao.disputes.queries.notices.notices",
        "fengqiao.archive.queries.notices.notices",
        "fengqiao.exchange.queries.notices",
        "fengqiao.organisations.queries.waiting.notices",
        "fengqiao.training.queries.notices.notices",
        "fengqiao.assessment.queries.notices.notices",
    ),
    "waiting": (
        "fengqiao.organisations.queries.waiting.waiting",
        "fengqiao.people.queries.waiting.waiting",
        "fengqiao.assessment.queries.waiting.waiting",
        "fengqiao.subsidies.queries.waiting.waiting",
    ),
    "organisations.obstacles": ("fengqiao.disputes.queries.obstacles",),
    "people.obstacles": ("fengqiao.mediation.queries.obstacles",),
    "people.matter": ("fengqiao.mediation.queries.matter",),
    "organisations.membership": ("fengqiao.people.queries.membership",),
    "organisations.people": ("fengqiao.people.queries.holders",),
    "organisation_names": ("fengqiao.organisations.queries.names",),
    "confirmed": ("fengqiao.confirmation.queries.is_confirmed",),
}
"""Question -> functions that each answer a part of it."""
