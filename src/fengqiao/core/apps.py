from django.apps import AppConfig
from django.utils.translation import gettext

from fengqiao.core.migrating import draw_new_models_alone
from fengqiao.core.text import speak_with


class CoreConfig(AppConfig):
    name = "fengqiao.core"
    label = "core"

    def ready(self) -> None:
        """Let the texts of plain modules be said in the language of the request, and tables be made in half of the time."""
        speak_with(gettext)
        draw_new_models_alone()
