"""`fengqiao web`: serve the pages and the API until told to stop."""

import argparse
import os
import signal
import sys
from typing import Any

from django.utils.module_loading import import_string

from fengqiao.config import server
from fengqiao.config.bodies import WAITING, WORKING
from fengqiao.config.supervisor import supervise


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and how wide; the same words as `fengqiao run` takes."""
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="监听地址 / address to listen on")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="端口 / port")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数 / web processes")


def command(options: argparse.Namespace) -> list[str]:
    """The server's command line for these options."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"),
        *("--host", options.host, "--port", str(options.port)),
        *("--workers", str(options.workers), "--blocking-threads", str(WORKING + WAITING), "--respawn-failed-workers"),
        *("--workers-kill-timeout", "15", "--factory", "fengqiao.config.web:application"),
    ]


def application() -> Any:
    """Load the application in a web process.

    Until it is loaded a request to end would only reach a handler inherited from the parent, and be lost: die of it instead.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    return import_string("fengqiao.config.wsgi.application")


def main(options: argparse.Namespace) -> None:
    """Keep the server running until told to stop."""
    with server.serving():
        supervise({"web": command(options)}, keep_up=server.revive)
