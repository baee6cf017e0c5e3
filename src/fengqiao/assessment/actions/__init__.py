"""All writes to assessments and grades, one function a verb."""

from fengqiao.assessment.actions.bulk import AddedGrades, NewGrade, add_grades

__all__ = ["AddedGrades", "NewGrade", "add_grades"]
