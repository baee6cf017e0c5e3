from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "fengqiao.archive"
    label = "archive"
