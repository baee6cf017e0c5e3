from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "fengqiao.documents"
    label = "documents"
