from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "fengqiao.exchange"
    label = "exchange"
