"""What the surroundings decide: folders, switches and secrets, read from environment variables.

Every variable is named `FENGQIAO_*` but for `DATABASE_URL` and `PORT`, which hosting platforms set by themselves.
"""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(os.environ.get("FENGQIAO_HOME") or Path(__file__).parents[3])
"""The checkout: holds profiles/ and node_modules/."""
VAR = Path(os.environ.get("FENGQIAO_VAR") or ROOT / "var")
"""Everything that the running platform writes: database, files, secrets, collected static files."""

SECRETS: Mapping[str, Callable[[], str]] = {
    "FENGQIAO_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "FENGQIAO_DATA_KEY": lambda: secrets.token_urlsafe(50),
}
"""Name of each secret, and how a new one is made for a local run."""


class BadEnvironment(Exception):
    """The surroundings do not allow a start; the message is one sentence for the person at the terminal."""


def flag(name: str, default: bool = False) -> bool:
    """Whether the variable `name` is switched on (1, true, yes, on); `default` when it is not set."""
    value = os.environ.get(name, "").strip().lower()
    return value in {"1", "true", "yes", "on"} if value else default


def words(name: str, default: str) -> list[str]:
    """The comma-separated values of the variable `name`, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def ensure_secrets(folder: Path) -> None:
    """Make `folder`/secrets.json (mode 0600) with those secrets that the environment does not give, once.

    For local runs. A server sets the variables itself and then nothing is written.
    """
    path = folder / "secrets.json"
    if path.exists() or all(os.environ.get(name) for name in SECRETS):
        return
    content = json.dumps({name: make() for name, make in SECRETS.items()}, indent=2)
    half = path.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
        with suppress(FileExistsError):  # another process was first, and its secrets hold
            os.link(half, path)
        half.unlink()
    except OSError as error:
        raise BadEnvironment(f"数据目录 {folder} 不可用:{error}。 / The data folder cannot be used.") from error


def secret(name: str) -> str:
    """The secret `name`, from the environment or else from var/secrets.json.

    Raises BadEnvironment when neither has it: there is no built-in default.
    """
    if value := os.environ.get(name):
        return value
    path = VAR / "secrets.json"
    try:
        return str(json.loads(path.read_text())[name])
    except (OSError, ValueError, KeyError) as error:
        raise BadEnvironment(
            f"缺少密钥 {name}:请设置该环境变量,或先运行一次 make run。"
            f" / Secret {name} is neither in the environment nor in {path}."
        ) from error


def database(url: str) -> dict[str, Any]:
    """Django's connection settings for `url`, `postgresql://user:password@host:port/name?option=value`.

    A socket folder stands in the option `host`. Raises BadEnvironment for any other kind of address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadEnvironment(f"DATABASE_URL 无法识别:{error}。 / DATABASE_URL cannot be read: {error}.") from error
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise BadEnvironment(
            "DATABASE_URL 应形如 postgresql://用户:口令@主机:5432/库名。"
            " / DATABASE_URL must look like postgresql://user:password@host:5432/name."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
    }
