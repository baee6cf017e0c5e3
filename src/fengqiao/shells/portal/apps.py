from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "fengqiao.shells.portal"
    label = "portal"
