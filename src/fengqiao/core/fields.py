"""Model fields for personal data."""

from typing import Any

from django.db import models

from fengqiao.core import crypto


class EncryptedText(models.BinaryField):  # type: ignore[type-arg]  # stubs: BinaryField takes no parameters at run time
    """Text that is encrypted in the database and plain in Python; never searched (keep a keyed hash beside it)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return crypto.decrypt(bytes(value)) if value else ""

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return crypto.encrypt(value) if value else b""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        content = value if prepared else self.get_prep_value(value)
        return super().get_db_prep_value(content, connection, prepared=True)

    def get_default(self) -> str:
        return ""
