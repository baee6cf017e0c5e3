from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "fengqiao.organisations"
    label = "organisations"
