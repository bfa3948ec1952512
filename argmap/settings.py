"""Settings. Everything a host may set comes from the environment; reading them changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import django_stubs_ext
import pghistory
from csp.constants import NONE, SELF

from argmap import data_folder, database
from argmap.environment import (
    BASE_DIR,
    DATA_DIR,
    HOST,
    CannotStart,
    env_flag,
    env_number,
    env_text,
    is_loopback,
)

django_stubs_ext.monkeypatch()

# Who can reach it. A copy is local while it answers to names of this machine only; any other needs a
# key of its own and says by which names it is reached.

DEBUG = env_flag("DEBUG", False)
ALLOWED_HOSTS = [name.strip() for name in env_text("ALLOWED_HOSTS").split(",") if name.strip()]
if not ALLOWED_HOSTS:
    if not is_loopback(HOST):
        raise CannotStart("Set ALLOWED_HOSTS to the names, with commas, by which this copy is reached.")
    ALLOWED_HOSTS = sorted({"127.0.0.1", "localhost", "[::1]", HOST})
LOCAL = is_loopback(HOST) and all(is_loopback(name) for name in ALLOWED_HOSTS)
SECRET_KEY = env_text("SECRET_KEY")
if not SECRET_KEY:
    if not LOCAL:
        raise CannotStart("Set SECRET_KEY to a long random text, the same at every start.")
    SECRET_KEY = data_folder.secret_key()
HTTPS = env_flag("HTTPS", not LOCAL)

# Who answers for it: shown in the footer and on the pages about this copy.

SITE = {
    "operator": env_text("SITE_OPERATOR", "the person who runs this copy of argmap (not named yet)"),
    "address": env_text("SITE_ADDRESS"),
    "email": env_text("SITE_CONTACT_EMAIL"),
}

# Parts

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "pghistory",
    "csp",
    "argmap",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "argmap.middleware.GoneMiddleware",
]
ROOT_URLCONF = "argmap.urls"
WSGI_APPLICATION = "argmap.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "argmap.views.context.site",
            ],
        },
    }
]

# Rows

DATABASES = {"default": database.configuration(database.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "argmap.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()  # in the event's own row, where it cannot be forged
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"  # NOW() is the same for all events of a transaction
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Language and time

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# Static files. Hashed names need `collectstatic`, which a developer should not have to think of.

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Headers and cookies

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env_number("HSTS_SECONDS", 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, dict[str, list[Any]]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}


def release(base: Path = BASE_DIR) -> str:
    """Return a short name for the state of everything a page is made from; it goes into ETags."""
    digest = hashlib.sha256()
    for room in ("argmap", "templates", "static", "requirements"):
        for path in sorted((base / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                state = path.stat()
                digest.update(f"{path.relative_to(base)}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


RELEASE = release()
