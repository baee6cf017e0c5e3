from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "fengqiao.shells.workbench"
    label = "workbench"
