"""Bodies of requests are taken in before work begins, so that slow lines hold up nobody but themselves."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

WORKING, WAITING = 2, 30
"""Threads of a process: that do the work of requests; that wait for their bodies."""
MOST_BYTES = 128 * 1024**2
"""No page and no operation takes more; each has its own, smaller bound."""
IN_MEMORY = 1024**2
PIECE = 64 * 1024

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class BodiesFirst:
    """An application that a few threads work in while others wait for bodies to arrive.

    The server hands a request over as soon as its head is there; a form that trickles in from a village, or never comes, would
    keep one of the threads that do the work. What breaks off on the way is refused: half a narrative is never registered.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.working, self.waiting = BoundedSemaphore(WORKING), BoundedSemaphore(WAITING)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
            if not self.waiting.acquire(blocking=False):
                return _refuse(start_response, HTTPStatus.SERVICE_UNAVAILABLE, "同时提交的人太多，请稍后再提交。")
            try:
                body, size = _taken(environ["wsgi.input"])
            finally:
                self.waiting.release()
            if size > MOST_BYTES:
                return _refuse(
                    start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "提交的内容过大，请减少文件后再提交。"
                )
            if environ.get("CONTENT_LENGTH", str(size)) != str(size):
                return _refuse(start_response, HTTPStatus.BAD_REQUEST, "提交的内容没有传完，请重新提交。")
            environ |= {"wsgi.input": body, "CONTENT_LENGTH": str(size)}
        with self.working:
            return self.application(environ, start_response)


def _taken(source: IO[bytes]) -> tuple[IO[bytes], int]:
    """Return the body and its bytes; no more than one piece above the bound is read."""
    body, size = SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 - closed with the request that reads it
    while size <= MOST_BYTES and (piece := source.read(PIECE)):
        size += body.write(piece)
    body.seek(0)
    return body, size


def _refuse(start_response: Callable[..., Any], status: HTTPStatus, told: str) -> list[bytes]:
    content = f"{told}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    retry = [("Retry-After", "10")] if status == HTTPStatus.SERVICE_UNAVAILABLE else []
    start_response(f"{status.value} {status.phrase}", headers + retry)
    return [content]
