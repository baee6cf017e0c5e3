"""All writes to assessments and grades, one function a verb."""

from fengqiao.assessment.actions.applying import apply, evaluate, retract
from fengqiao.assessment.actions.awarding import (
    admit,
    award,
    object_to_grade,
    print_certificate,
    refuse,
    settle,
    withdraw,
)
from fengqiao.assessment.actions.bulk import AddedGrades, NewGrade, add_grades, take_back
from fengqiao.assessment.actions.computing import compute, open_round, recompute
from fengqiao.assessment.actions.deciding import approve, cancel, give_back, lock, submit
from fengqiao.assessment.actions.entering import Paper, enter, strike
from fengqiao.assessment.actions.publishing import Voice, answer, appeal, object_to, publish

__all__ = [
    "AddedGrades",
    "NewGrade",
    "Paper",
    "Voice",
    "add_grades",
    "admit",
    "answer",
    "appeal",
    "apply",
    "approve",
    "award",
    "cancel",
    "compute",
    "enter",
    "evaluate",
    "give_back",
    "lock",
    "object_to",
    "object_to_grade",
    "open_round",
    "print_certificate",
    "publish",
    "recompute",
    "refuse",
    "retract",
    "settle",
    "strike",
    "submit",
    "take_back",
    "withdraw",
]
