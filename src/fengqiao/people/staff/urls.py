from django.urls import path

from fengqiao.people.staff.views import complaints, posts, register, reviews, traces

app_name = "people"
ONE = "people/<uuid:person_id>"
POST = f"{ONE}/posts/<uuid:appointment_id>"
COMPLAINT = "complaints/<uuid:complaint_id>"
TRACE = "traces/<uuid:trace_id>"
COMMENDATION = "commendations/<uuid:commendation_id>"
urlpatterns = [
    path("people/", register.index, name="list"),
    path("people/options", register.options, name="options"),
    path("people/new", register.new, name="new"),
    path("people/expiring", posts.expiring, name="expiring"),
    path(ONE, register.record, name="record"),
    path(f"{ONE}/edit", register.edit, name="edit"),
    path(f"{ONE}/reveal", register.reveal, name="reveal"),
    path(f"{ONE}/verify", posts.verify, name="verify"),
    path(f"{ONE}/photo", posts.photo, name="photo"),
    path(f"{ONE}/photo/new", posts.set_photo, name="set_photo"),
    path(f"{ONE}/ties/new", posts.declare, name="declare"),
    path(f"{ONE}/ties/<uuid:tie_id>/end", posts.withdraw_tie, name="withdraw_tie"),
    path(f"{ONE}/suspend", posts.suspend, name="suspend"),
    path(f"{ONE}/lift", posts.lift, name="lift"),
    path(f"{ONE}/posts", register.appoint, name="appoint"),
    path(f"{POST}/end", posts.end, name="end"),
    path(f"{POST}/renew", posts.renew, name="renew"),
    path(f"{POST}/letter", posts.letter, name="letter"),
    path(f"{POST}/exit", reviews.propose_exit, name="propose_exit"),
    path(f"{ONE}/admission", reviews.propose, name="propose"),
    path("people/papers/<slug:subject>/<uuid:pk>/<uuid:document_id>.<slug:kind>", posts.paper, name="paper"),
    path("people/reviews/", reviews.index, name="reviews"),
    path("people/reviews/new", reviews.new, name="new_review"),
    path("people/reviews/<uuid:review_id>", reviews.record, name="review"),
    path("people/reviews/<uuid:review_id>/<slug:verb>", reviews.take, name="review_step"),
    path("people/complaints/", complaints.index, name="complaints"),
    path("people/complaints/new", complaints.new, name="new_complaint"),
    path(f"people/{COMPLAINT}", complaints.record, name="complaint"),
    path(f"people/{COMPLAINT}/take/<slug:verb>", complaints.take, name="complaint_step"),
    path(f"people/{COMPLAINT}/suspend", complaints.suspend, name="complaint_suspend"),
    path(f"people/{COMPLAINT}/letter", complaints.letter, name="complaint_letter"),
    path(f"people/{COMPLAINT}/reveal", complaints.reveal_complainant, name="reveal_complainant"),
    path("people/traces/", traces.index, name="traces"),
    path("people/traces/new", traces.new, name="new_trace"),
    path(f"people/{TRACE}", traces.record, name="trace"),
    path(f"people/{TRACE}/people", traces.add_person, name="trace_person"),
    path(f"people/{TRACE}/people/<uuid:traced_id>", traces.degree, name="trace_degree"),
    path(f"people/{TRACE}/conclude", traces.conclude, name="conclude"),
    path(f"people/{TRACE}/letter", traces.letter, name="trace_letter"),
    path("people/commendations/", traces.commendations, name="commendations"),
    path("people/commendations/new", traces.propose, name="new_commendation"),
    path(f"people/{COMMENDATION}", traces.commendation, name="commendation"),
    path(f"people/{COMMENDATION}/take/<slug:verb>", traces.take, name="commendation_step"),
    path(f"people/{COMMENDATION}/letter", traces.commendation_letter, name="commendation_letter"),
]
