"""The addresses of the site with Django's admin among them."""

from argmap.urls import *  # noqa: F403
from argmap.urls import admin_at, urlpatterns

urlpatterns = [*urlpatterns, *admin_at("back-room")]
