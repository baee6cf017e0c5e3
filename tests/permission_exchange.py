"""Who gets what at the addresses of imports and exports."""

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import NOWHERE, SIGNED_IN, Row, post

_RUN = {"pk": NOWHERE}
_API_RUN = {"run_id": NOWHERE}

EXCHANGE = (
    Row("exchange:list", P.IMPORT),
    Row("exchange:upload", P.IMPORT),
    post("exchange:upload", P.IMPORT, 422),
    Row("exchange:template", P.IMPORT, args={"register": "people"}),
    Row("exchange:run", P.IMPORT, args=_RUN, allowed=404),
    Row("exchange:progress", P.IMPORT, args=_RUN, allowed=404),
    Row("exchange:report", P.IMPORT, args=_RUN, allowed=404),
    *(post(f"exchange:{verb}", P.IMPORT, args=_RUN) for verb in ("match", "start", "cancel")),
    post("exchange:undo", P.IMPORT, args=_RUN),
    Row("exchange:exports", SIGNED_IN),
    Row("exchange:export", SIGNED_IN),
    post("exchange:export", SIGNED_IN, 422),
    Row("exchange:export_progress", SIGNED_IN, args=_RUN, allowed=404),
    post("exchange:export_cancel", SIGNED_IN, args=_RUN),
    Row("exchange:export_file", SIGNED_IN, args=_RUN, allowed=404),
    Row("api:registers", P.VIEW_REGISTRY),
    Row("api:imports", P.IMPORT),
    post("api:imports", SIGNED_IN, 422),
    Row("api:import", P.IMPORT, args=_API_RUN, allowed=404),
    post("api:import_columns", P.IMPORT, args=_API_RUN, body={"columns": {"0": "name"}}),
    post("api:import_start", P.IMPORT, args=_API_RUN, body={"is_dry": True}),
    post("api:import_cancel", P.IMPORT, args=_API_RUN),
    post("api:import_undo", P.IMPORT, args=_API_RUN, body={"why": "x"}),
    Row("api:import_refusals", P.IMPORT, args=_API_RUN, allowed=404),
    Row("api:exports", SIGNED_IN),
    post("api:exports", SIGNED_IN, 422),
    Row("api:export", SIGNED_IN, args=_API_RUN, allowed=404),
    post("api:export_cancel", SIGNED_IN, args=_API_RUN),
    Row("api:export_file", SIGNED_IN, args=_API_RUN, allowed=404),
)
