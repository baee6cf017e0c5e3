"""Addresses of training, open to everybody."""

from django.urls import path

from fengqiao.training.portal import views

app_name = "portal_training"
urlpatterns = [path("sign-in/training", views.sign_in, name="sign_in")]
