"""The addresses of the site with Django's admin among them."""

from argmap import urls

handler400, handler403 = urls.handler400, urls.handler403
handler429, handler500 = urls.handler429, urls.handler500
urlpatterns = [*urls.urlpatterns, *urls.admin_at("back-room")]
