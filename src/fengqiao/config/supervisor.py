"""One foreground process that keeps others running, and takes all of them along when it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a restart: doubled each time for a command that does not live for a minute."""
ROUND = 5.0
"""Seconds between two looks at everything."""
PATIENCE = 20.0
"""Seconds that a command gets to finish its work before it is killed."""

_ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_PR_SET_PDEATHSIG = 1


@dataclass
class _Command:
    name: str
    words: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = SHORTEST_PAUSE
    due: float = 0.0
    """When to start it, or when it was started."""


def supervise(commands: Mapping[str, Sequence[str]], keep_up: Callable[[], None] = lambda: None) -> None:
    """Run every command, restart whichever ends for any reason, and return after SIGINT, SIGTERM or SIGHUP with all of them gone.

    commands: a name for the log, and the program with its arguments. Each runs in a session of its own, so that Ctrl-C reaches
    only this process, and is told to end when this process is killed. keep_up: called every few seconds, for what else is needed.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, *_ENDING})
    watched = [_Command(name, words) for name, words in commands.items()]
    looked = float("-inf")
    try:
        while True:
            if (
                time.monotonic() - looked >= ROUND
            ):  # not at every signal: what keep_up starts and ends sends some itself
                keep_up()
                looked = time.monotonic()
            for command in watched:
                _tend(command)
            dues = [command.due - time.monotonic() for command in watched if not command.process]
            heard = signal.sigtimedwait({signal.SIGCHLD, *_ENDING}, max(0.0, min([*dues, ROUND])))
            if heard and heard.si_signo in _ENDING:
                return
    finally:
        _end([command.process for command in watched if command.process])
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent(number: signal.Signals) -> None:
    """Have this process get a signal as soon as the one that started it is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


def _tend(command: _Command) -> None:
    """Notice that it ended; start it when that is due."""
    now = time.monotonic()
    if command.process and command.process.poll() is not None:
        print(
            f"{command.name}: 已退出,正在重启 / ended ({command.process.returncode}), restarting",
            file=sys.stderr,
            flush=True,
        )
        _kill_group(command.process)
        pause = SHORTEST_PAUSE if now - command.due > 60 else command.pause
        command.process, command.due, command.pause = None, now + pause, min(2 * pause, LONGEST_PAUSE)
    if not command.process and command.due <= now:
        command.process, command.due = _start(command.words), now


def _start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    supervisor = os.getpid()

    def prepare_child() -> None:  # safe between fork and exec, because the supervisor has one thread
        end_with_parent(signal.SIGTERM)
        if os.getppid() != supervisor:
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())

    return subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=prepare_child)


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
