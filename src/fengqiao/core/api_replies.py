"""`Idempotency-Key`: a POST sent twice acts once. The reply is kept in the transaction of the action that it answers."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fengqiao.core import crypto
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, Malformed
from fengqiao.core.models import IdempotentReply

HEADER = "Idempotency-Key"
NOBODY = UUID(int=0)
_KEY = re.compile(r"[\x21-\x7e]{1,120}")

Run = Callable[..., Any]


def fingerprint(request: HttpRequest) -> str:
    """Return a digest of what a request asks for: its address and its body, whatever the boundary between parts."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not (request.content_type or "").startswith("multipart/"):
        digest.update(request.body)
        return digest.hexdigest()
    digest.update(json.dumps(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(f"\n{name}\n{file.name}\n".encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def keep_reply(run: Run) -> Run:
    """Wrap an operation's run (ninja's mode "view"): finish what `act_once` began when the whole answer is known."""

    @wraps(run)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with ExitStack() as stack:
            request.reply_stack = stack  # type: ignore[attr-defined]  # from here to act_once and back
            response: HttpResponse = run(request, *args, **kwargs)
            kept: IdempotentReply | None = getattr(request, "reply_claim", None)
            if kept is None:
                return response
            if response.status_code >= 400 or response.streaming:
                transaction.set_rollback(True)
            else:
                _fill(kept, response)
        return response

    return wrapper


def act_once(view: Run) -> Run:
    """Wrap an operation's function (ninja's mode "operation"): act, or answer what was answered to the same key before.

    Of two requests with one key at the same time, the second waits for the first. Raises DomainError 422 when the key was
    used for something else.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            raise Malformed(
                "idempotency_key_invalid",
                _("Idempotency-Key应为1至120个可见的ASCII字符。"),
                field=HEADER,
                next_step=_("建议用一个新的UUID。"),
            )
        request.reply_stack.enter_context(transaction.atomic())  # type: ignore[attr-defined]  # set by keep_reply
        actor: Actor | None = getattr(request, "actor", None)
        asked = fingerprint(request)
        kept, is_new = claim((actor.user_id if actor else None) or NOBODY, key, asked)
        if not is_new:
            return _again(kept, asked)
        request.reply_claim = kept  # type: ignore[attr-defined]  # read by keep_reply
        return view(request, *args, **kwargs)

    return wrapper


def claim(user_id: UUID, key: str, asked: str) -> tuple[IdempotentReply, bool]:
    """Return the row of a key and whether it is new; waits for a transaction that has just taken the same key.

    asked: a digest of what is asked for under the key. Call it inside the transaction of the action.
    """
    if found := IdempotentReply.objects.filter(user_id=user_id, key=key).first():
        return found, False
    try:
        with transaction.atomic():
            return IdempotentReply.objects.create(
                user_id=user_id, key=key, request_hash=asked, status=0, body=b""
            ), True
    except IntegrityError:
        return IdempotentReply.objects.get(user_id=user_id, key=key), False


def _fill(kept: IdempotentReply, response: HttpResponse) -> None:
    content = {"type": response["Content-Type"], "body": base64.b64encode(response.content).decode()}
    kept.status, kept.body = response.status_code, crypto.encrypt(json.dumps(content))
    kept.save(update_fields=["status", "body"])


def _again(kept: IdempotentReply, asked: str) -> HttpResponse:
    if kept.request_hash != asked:
        raise DomainError(
            "idempotency_key_reused",
            _("这个Idempotency-Key已经用于另一个请求。"),
            field=HEADER,
            next_step=_("新的请求请用新的Idempotency-Key。"),
            status=422,
        )
    content = json.loads(crypto.decrypt(bytes(kept.body)))
    return HttpResponse(
        base64.b64decode(content["body"]),
        status=kept.status,
        content_type=content["type"],
        headers={"Idempotency-Replayed": "true"},
    )


def sweep(at: datetime) -> int:
    """Delete the replies given more than two days before a moment; return how many."""
    gone, _by_model = IdempotentReply.objects.filter(at__lt=at - timedelta(days=2)).delete()
    return gone
