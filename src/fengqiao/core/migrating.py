"""Migrations of a schema that is made anew: half of the time that Django takes."""

from django.db.migrations.state import ModelState, ProjectState


def draw_new_models_alone() -> None:
    """Have a migration that makes a model draw this model only.

    Django draws every model again that the new one is related to, and those related to them: with each of some hundred models
    nearly all that there are. Nothing refers to a model that was not there before, and those that it refers to are unchanged.
    """
    ProjectState.add_model = _add_model  # type: ignore[method-assign]  # there is no setting for it


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:  # type: ignore[attr-defined]  # its stubs know only the public ones
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])
