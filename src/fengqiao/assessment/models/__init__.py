"""Rounds of assessment with their scores, and grades with their applications."""

from fengqiao.assessment.models.grades import Application, Grade, Objection
from fengqiao.assessment.models.rounds import Appeal, Counted, Entry, Outcome, Round, Score

__all__ = ["Appeal", "Application", "Counted", "Entry", "Grade", "Objection", "Outcome", "Round", "Score"]
