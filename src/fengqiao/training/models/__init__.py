"""Tables of training."""

from fengqiao.training.models.courses import Course, Lecturer, Material, Module, Plan, Venue
from fengqiao.training.models.exams import Exam, Paper, Question
from fengqiao.training.models.trainees import Certificate, SignIn, Standing, Trainee

__all__ = [
    "Certificate",
    "Course",
    "Exam",
    "Lecturer",
    "Material",
    "Module",
    "Paper",
    "Plan",
    "Question",
    "SignIn",
    "Standing",
    "Trainee",
    "Venue",
]
