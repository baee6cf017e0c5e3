"""Addresses of a jurisdiction's host. Packages are mounted here and nowhere else."""

from django.urls import URLPattern, URLResolver, include, path

from fengqiao.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("ui/", include("fengqiao.ui.urls")),
    path("", include("fengqiao.disputes.portal.urls")),
    path("", include("fengqiao.accounts.urls")),
    path("", include("fengqiao.regions.urls")),
    path("", include("fengqiao.jurisdictions.staff.urls")),
    path("", include("fengqiao.organisations.portal.urls")),
    path("", include("fengqiao.organisations.staff.urls")),
    path("", include("fengqiao.people.portal.urls")),
    path("", include("fengqiao.people.staff.urls")),
    path("", include("fengqiao.disputes.staff.urls")),
    path("", include("fengqiao.mediation.staff.urls")),
    path("", include("fengqiao.followup.staff.urls")),
    path("", include("fengqiao.confirmation.staff.urls")),
    path("", include("fengqiao.archive.staff.urls")),
    path("", include("fengqiao.training.staff.urls")),
    path("", include("fengqiao.training.portal.urls")),
    path("", include("fengqiao.statistics.staff.urls")),
    path("", include("fengqiao.subsidies.staff.urls")),
    path("", include("fengqiao.exchange.staff.urls")),
    path("", include("fengqiao.subsidies.portal.urls")),
    path("", include("fengqiao.assessment.staff.urls")),
    path("", include("fengqiao.assessment.portal.urls")),
]
