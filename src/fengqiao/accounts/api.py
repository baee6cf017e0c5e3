"""`/me` and `/tokens`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Router, Schema, Status

from fengqiao.accounts import access, actions, queries, rules
from fengqiao.accounts.api_auth import AUTH, credentials
from fengqiao.accounts.models import Token
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.api import ApiRequest, Input

router = Router(tags=["account"])


class PostOut(Schema):
    """A post that the account holds now."""

    role: Role
    organisation_id: UUID | None
    region_scope: str


class MeOut(Schema):
    """Who calls, and what the call may do."""

    id: UUID
    username: str
    name: str
    person_id: UUID | None
    organisation_id: UUID | None
    region_scope: str
    permissions: list[Permission]
    posts: list[PostOut]


class TokenIn(Input):
    """What the token is for. A program without any token gives the name and password of an account."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S", description="用途，例如：与法院系统对接")]
    scopes: Annotated[list[Permission] | None, Field(max_length=50, description="可用的权限；不填为本人全部权限")] = (
        None
    )
    days: Annotated[int, Field(ge=1, le=rules.TOKEN_DAYS_LONGEST, description="有效天数")] = rules.TOKEN_DAYS
    username: Annotated[str | None, Field(max_length=150, description="没有令牌也没有登录时填写")] = None
    password: Annotated[str | None, Field(max_length=1000, description="没有令牌也没有登录时填写")] = None
    code: Annotated[str | None, Field(max_length=20, description="动态验证码，账号启用了才填")] = None


class TokenOut(Schema):
    """A token without its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class NewTokenOut(TokenOut):
    """A token with its secret, which is shown this once."""

    token: str


@router.get("/me", response=MeOut, url_name="me")
def me(request: ApiRequest) -> dict[str, Any]:
    """本人：账号、岗位和本次调用可用的权限。"""
    user = access.own(request.actor)
    return {
        "id": user.pk,
        "username": user.username,
        "name": user.name,
        "person_id": user.person_id,
        "organisation_id": request.actor.organisation_id,
        "region_scope": request.actor.region_scope,
        "permissions": sorted(request.actor.permissions),
        "posts": access.current_assignments(user, request.actor.at),
    }


@router.get("/tokens", response=list[TokenOut], url_name="tokens")
def tokens(request: ApiRequest) -> list[Token]:
    """本人的令牌，新的在前；不含密钥。"""
    return list(queries.tokens_of(request.actor)[:200])


@router.post("/tokens", response={201: NewTokenOut}, auth=[*AUTH, credentials], openapi_extra={"security": [{}]})
def issue_token(request: ApiRequest, payload: TokenIn) -> Status[Any]:
    """签发令牌。密钥只在这里出现一次。没有令牌也没有登录的程序，在内容里给出账号、密码和动态验证码。"""
    token, key = actions.issue_token(request.actor, name=payload.name, scopes=payload.scopes, days=payload.days)
    token.token = key  # type: ignore[attr-defined]  # for the answer only
    return Status(201, token)


@router.post("/tokens/{token_id}/revoke", response=TokenOut, url_name="token_revoke")
def revoke_token(request: ApiRequest, token_id: UUID) -> Token:
    """作废令牌。"""
    return actions.revoke_token(request.actor, token_id)
