from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "fengqiao.followup"
    label = "followup"
