"""What a first run shows of training is made by the same verbs as everything else."""

from fengqiao.accounts.permissions import Role
from fengqiao.config import demo_training
from fengqiao.training.models import Certificate, Course, Question, Standing, Trainee
from tests.journeys.town import account


def test_a_first_run_has_a_finished_course_a_running_one_and_a_bank(school):
    account("quju", "曲文博", Role.COUNTY_BUREAU, school.bureau, scope="420111")
    demo_training.enter()
    assert set(Course.objects.values_list("state", flat=True)) == {"closed", "planned"}
    assert Trainee.objects.filter(hours__gt=0).count() == 4
    assert Certificate.objects.count() == 2
    assert Question.objects.count() == len(demo_training.QUESTIONS)
    assert Standing.objects.exists()
