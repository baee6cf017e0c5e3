from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "fengqiao.statistics"
    label = "statistics"
