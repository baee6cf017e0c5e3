"""The API of subsidies."""

from fengqiao.subsidies.api.routes import router

__all__ = ["router"]
