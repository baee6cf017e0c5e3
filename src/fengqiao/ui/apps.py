from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "fengqiao.ui"
    label = "ui"
