"""Addresses of the training pages."""

from django.urls import path

from fengqiao.training.staff.views import courses, duties, exams, lists

app_name = "training"
COURSE = "training/courses/<uuid:course_id>"
VENUE = f"{COURSE}/venues/<uuid:venue_id>"
TRAINEE = f"{COURSE}/trainees/<uuid:trainee_id>"
urlpatterns = [
    path("training/", courses.index, name="list"),
    path("training/calendar", duties.calendar, name="calendar"),
    path("training/short", duties.short, name="short"),
    path("training/short.xlsx", duties.export, name="export"),
    path("training/sign-in", duties.sign_in, name="sign_in"),
    path("training/people/<uuid:person_id>", duties.person, name="person"),
    path("training/lecturers", duties.lecturers, name="lecturers"),
    path("training/plans", duties.plans, name="plans"),
    path("training/plans/new", duties.new_plan, name="new_plan"),
    path("training/plans/<uuid:plan_id>", duties.plan, name="plan"),
    path("training/plans/<uuid:plan_id>/missing", duties.missing, name="missing"),
    path("training/plans/<uuid:plan_id>/edit", duties.edit_plan, name="edit_plan"),
    path("training/questions", exams.questions, name="questions"),
    path("training/questions/new", exams.new_question, name="new_question"),
    path("training/questions/<uuid:question_id>", exams.question, name="question"),
    path("training/questions/<uuid:question_id>/retire", exams.retire, name="retire"),
    path("training/certificates/<uuid:certificate_id>.<slug:kind>", lists.certificate, name="certificate"),
    path("training/courses/new", courses.new, name="new_course"),
    path(COURSE, courses.course, name="course"),
    path(f"{COURSE}/edit", courses.edit, name="edit_course"),
    path(f"{COURSE}/modules", courses.modules, name="modules"),
    path(f"{COURSE}/venues/new", courses.add_venues, name="add_venues"),
    path(f"{VENUE}/remove", courses.remove_venue, name="remove_venue"),
    path(f"{VENUE}/code", courses.code, name="code"),
    path(f"{COURSE}/take/<slug:verb>", courses.act, name="act"),
    path(f"{COURSE}/materials/new", courses.add_material, name="add_material"),
    path(f"{COURSE}/materials/<uuid:material_id>", courses.material, name="material"),
    path(f"{COURSE}/materials/<uuid:material_id>/remove", courses.remove_material, name="remove_material"),
    path(f"{COURSE}/list.xlsx", courses.roll, name="roll"),
    path(f"{COURSE}/enrol", lists.enrol, name="enrol"),
    path(f"{COURSE}/enrol-posts", lists.enrol_posts, name="enrol_posts"),
    path(f"{COURSE}/sign-in", lists.sign_in, name="sign_in_list"),
    path(f"{COURSE}/marks", lists.marks, name="marks"),
    path(TRAINEE, lists.trainee, name="trainee"),
    path(f"{TRAINEE}/hours", lists.hours, name="hours"),
    path(f"{TRAINEE}/move", lists.move, name="move"),
    path(f"{TRAINEE}/withdraw", lists.withdraw, name="withdraw"),
    path(f"{COURSE}/certificates/<uuid:certificate_id>/void", lists.void, name="void"),
    path(f"{COURSE}/exam/set", exams.set_exam, name="set_exam"),
    path(f"{COURSE}/exam", exams.exam, name="exam"),
    path(f"{COURSE}/exam/begin", exams.begin, name="begin"),
    path(f"{COURSE}/exam/submit", exams.submit, name="submit"),
]
