"""Which PostgreSQL serves this process: the one that DATABASE_URL names, else the embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from fengqiao.config import embedded_postgres
from fengqiao.config.environment import VAR, BadEnvironment, database, ensure_secrets

OLDEST_VERSION = 15


@contextmanager
def serving() -> Iterator[None]:
    """Have a usable database, and this process's environment point at it, inside the block.

    Makes the secrets of a local run too. Raises BadEnvironment when the database cannot be used.
    """
    ensure_secrets(VAR)
    if url := os.environ.get("DATABASE_URL"):
        _check(url)
        yield
        return
    with embedded_postgres.serving(VAR / "pg") as url:
        _create_once(url)
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


def revive() -> None:
    """Start the embedded server again if it was killed; one that others look after is left to them. To be called inside `serving`."""
    if is_embedded():
        embedded_postgres.revive(VAR / "pg")


def is_embedded() -> bool:
    """Whether this process's environment points at the embedded server."""
    return os.environ.get("DATABASE_URL") == embedded_postgres.url(VAR / "pg")


def _check(url: str) -> None:
    name = database(url)["NAME"]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
            [(encoding, writable)] = connection.execute(
                "SELECT current_setting('server_encoding'), has_database_privilege(current_database(), 'CREATE')"
                " AND has_schema_privilege('public', 'CREATE')"
            )
    except psycopg.Error as error:
        raise BadEnvironment(
            f"DATABASE_URL 指向的数据库“{name}”无法连接,请核对地址、账号和库名。"
            f" / Cannot connect to the database of DATABASE_URL: {' '.join(str(error).split())}"
        ) from error
    if version < OLDEST_VERSION:
        raise BadEnvironment(
            f"需要 PostgreSQL {OLDEST_VERSION} 或更高版本,当前为 {version}。"
            f" / PostgreSQL {OLDEST_VERSION} or newer is needed, this server is {version}."
        )
    if encoding != "UTF8" or not writable:
        raise BadEnvironment(
            f"数据库“{name}”须为 UTF8 编码,且所用账号可在其中建立模式和表(GRANT CREATE)。"
            " / The database must be UTF8, and its user be allowed to create schemas and tables in it."
        )


def _create_once(url: str) -> None:
    name = database(url)["NAME"]
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
