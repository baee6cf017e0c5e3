"""The API of a jurisdiction, `/api/v1`: every package's operations, mounted here and nowhere else."""

from fengqiao.accounts.api_auth import AUTH
from fengqiao.core.api_app import Api

ROUTERS = (
    "fengqiao.accounts.api.router",
    "fengqiao.regions.api.router",
    "fengqiao.organisations.api.router",
    "fengqiao.people.api.router",
    "fengqiao.disputes.api.router",
    "fengqiao.mediation.api.router",
    "fengqiao.followup.api.router",
    "fengqiao.confirmation.api.router",
    "fengqiao.archive.api.router",
    "fengqiao.training.api.router",
    "fengqiao.statistics.api.router",
    "fengqiao.subsidies.api.router",
    "fengqiao.assessment.api.router",
    "fengqiao.exchange.api.router",
)
"""A package offers `router` in its `api.py`; its operations carry their whole path, "/disputes/{dispute_id}/accept"."""

api = Api(
    title="枫桥 Fengqiao",
    version="1",
    description="人民调解与多元解纷平台的接口。每次拒绝都是问题文档（RFC 9457），说明依据和下一步。",
    auth=AUTH,
    urls_namespace="api",
)
for router in ROUTERS:
    api.add_router("", router)
