"""Django's admin, for administrators only: to look at every row, and to change none, since changes are decisions."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Field, Model, TextField, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from argmap.policies import Action, may


class ReadOnlyAdmin(ModelAdmin[Model]):
    """Rows as they are. They are changed on the pages of the site, where who may and why is asked for."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes rows here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators look at all of them."""
        return may(request.user, Action.ADMINISTER)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators see all of them listed."""
        return may(request.user, Action.ADMINISTER)


class Site(AdminSite):
    """The admin of argmap, which asks the same table of who may what as its pages do."""

    site_header = site_title = "argmap: every row"
    index_title = "Rows, to look at"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Only administrators come in."""
        return may(request.user, Action.ADMINISTER)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign in where everybody does, with all that guards it; who is no administrator finds nothing."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))


def columns_of(model: type[Model]) -> list[str]:
    """What a list shows of a model: its short columns, and not a password."""
    short = (field for field in model._meta.concrete_fields if not isinstance(field, TextField))
    return [field.name for field in short if _is_shown(field)][:8]


def _is_shown(field: Field[Any, Any]) -> bool:
    return field.get_internal_type() not in ("JSONField", "GeneratedField") and field.name not in HIDDEN


#: Columns that nobody needs to see.
HIDDEN = ("password",)
site = Site(name="admin")
for model in apps.get_app_config("argmap").get_models():
    if not model._meta.model_name or model._meta.model_name.endswith("event"):
        continue
    options = {"list_display": columns_of(model), "exclude": [name for name in HIDDEN if hasattr(model, name)]}
    site.register(model, type(f"{model.__name__}Admin", (ReadOnlyAdmin,), options))
