"""`fengqiao run`: database, web server and job worker together in the foreground; Ctrl-C ends them all."""

import argparse
import signal
import socket
import subprocess
import sys
from types import FrameType

from fengqiao.config import prepared, server, web
from fengqiao.config.environment import BadEnvironment
from fengqiao.config.supervisor import supervise

FENGQIAO = (sys.executable, "-m", "fengqiao")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The web server's own."""
    web.arguments(parser)


def main(options: argparse.Namespace) -> int:
    """Prepare and serve until told to stop; returns 0, or the exit code of a preparation that failed."""
    signal.signal(signal.SIGTERM, _leave)
    _require_free_port(options.host, options.port)
    with server.serving():
        if failed := _prepare(str(options.port)):
            return failed
        supervise({"web": web.command(options), "worker": [*FENGQIAO, "worker"]}, keep_up=server.revive)
    return 0


def _prepare(port: str) -> int:
    """Have the database ready and the addresses printed; returns an exit code."""
    known = prepared.recall()
    if known is None:
        return subprocess.run([*FENGQIAO, "prepare", "--port", port], stdin=subprocess.DEVNULL, check=False).returncode
    print(known.replace(prepared.PORT, port), flush=True)
    return 0


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _require_free_port(host: str, port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise BadEnvironment(
            f"端口 {port} 不可用(可能已被占用),可改用 PORT=8001 make run。 / Port {port} cannot be used: {error}."
        ) from error
