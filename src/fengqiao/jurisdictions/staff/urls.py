from django.urls import path

from fengqiao.jurisdictions.staff import views

app_name = "jurisdictions"
urlpatterns = [path("settings/rules", views.rules, name="profile")]
