"""What the platform does by itself."""

from datetime import datetime, timedelta

from django.db.models import Q

from fengqiao.accounts.models import Session, Token

USE_NOTED_EVERY = timedelta(minutes=5)


def mark_token_used(token: Token, at: datetime) -> None:
    """Note the use of a key, to five minutes, so that reading costs no write each time."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < at - USE_NOTED_EVERY:
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def sweep(at: datetime) -> int:
    """Delete sessions that ran out before a moment; return how many."""
    gone, _by_model = Session.objects.filter(expire_date__lt=at).delete()
    return gone
