"""One foreground process that keeps others running, and takes all of them along when it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

RESTART_PAUSE = 1.0
PATIENCE = 20.0
"""Seconds that a command gets to finish its work before it is killed."""

_ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_PR_SET_PDEATHSIG = 1


def supervise(commands: Mapping[str, Sequence[str]]) -> None:
    """Run every command, restart whichever ends for any reason, and return after SIGINT, SIGTERM or SIGHUP with all of them gone.

    commands: a name for the log, and the program with its arguments. Each runs in a session of its own, so that Ctrl-C reaches
    only this process, and dies with this process even if that is killed.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, *_ENDING})
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        while True:
            for name, command in commands.items():
                if name not in running:
                    running[name] = _start(command)
            if signal.sigwait({signal.SIGCHLD, *_ENDING}) in _ENDING:
                return
            ended = [name for name, process in running.items() if process.poll() is not None]
            for name in ended:
                process = running.pop(name)
                _kill_group(process)
                print(f"{name}: 已退出({process.returncode}),正在重启 / ended, restarting", file=sys.stderr, flush=True)
            if ended and signal.sigtimedwait(_ENDING, RESTART_PAUSE):
                return
    finally:
        _end(running.values())
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    supervisor = os.getpid()

    def prepare_child() -> None:  # safe between fork and exec, because the supervisor has one thread
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())

    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=prepare_child)


def _end(processes: Collection[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        _kill_group(process)
        process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
