"""Addresses of the subsidy pages."""

from django.urls import path

from fengqiao.subsidies.staff import funds, lines, views

app_name = "subsidies"
urlpatterns = [
    path("subsidies", views.index, name="list"),
    path("subsidies/new", views.draw, name="draw"),
    path("subsidies/rates", funds.rates, name="rates"),
    path("subsidies/budgets", funds.budgets, name="budgets"),
    path("subsidies/budgets/new", funds.set_budget, name="set_budget"),
    path("subsidies/budgets/adopt", funds.adopt, name="adopt"),
    path("subsidies/cases/<uuid:dispute_id>/call", lines.call_back, name="call_back"),
    path("subsidies/<uuid:pk>", views.batch, name="batch"),
    path("subsidies/<uuid:pk>/pay", lines.pay, name="pay"),
    path("subsidies/<uuid:pk>/payment.<slug:ending>", views.payment, name="payment"),
    path("subsidies/<uuid:pk>/lines/<uuid:line>", lines.line, name="line"),
    path("subsidies/<uuid:pk>/lines/<uuid:line>/strike", lines.strike, name="strike"),
    path("subsidies/<uuid:pk>/lines/<uuid:line>/recover", lines.recover, name="recover"),
    path("subsidies/<uuid:pk>/waiting/<uuid:waiting>", lines.check_service, name="check_service"),
    path("subsidies/<uuid:pk>/recoveries/<uuid:recovery>", lines.take_in, name="take_in"),
    path("subsidies/<uuid:pk>/objections/<uuid:objection>", lines.answer, name="answer"),
    path("subsidies/<uuid:pk>/<slug:verb>", views.act, name="act"),
]
