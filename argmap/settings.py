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
    DATABASE_URL,
    HOST,
    CannotStart,
    env_choice,
    env_flag,
    env_list,
    env_number,
    env_text,
    is_loopback,
)

django_stubs_ext.monkeypatch()

# Who can reach it. A copy is local while it answers to names of this machine only; any other needs a key of its own,
# and says by which names it is reached and which database it is to use.

DEBUG = env_flag("DEBUG", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
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
if not (LOCAL or DATABASE_URL or env_flag("EMBEDDED_DATABASE", False)):
    raise CannotStart(
        "Set DATABASE_URL to the database of this copy, or EMBEDDED_DATABASE=1 if the one in DATA_DIR is meant."
    )

# Who answers for it: shown in the footer and on the pages about this copy.

SITE = {
    "operator": env_text("SITE_OPERATOR", "the person who runs this copy of argmap (not named yet)"),
    "address": env_text("SITE_ADDRESS"),
    "email": env_text("SITE_CONTACT_EMAIL"),
}

# Where administrators look at rows (views.admin): nowhere, unless a path is named that others do not guess.

ADMIN_PATH = env_text("ADMIN_PATH").strip("/")

# Who may have an account, and how mail reaches people. Without a mail server it is written to the console, and then
# nobody is asked to show that an address is theirs, unless it is the address that lets one in.

SIGNUP_IS_OPEN = env_choice("SIGNUP", ("open", "closed")) == "open"
SIGNUP_DOMAINS = env_list("SIGNUP_DOMAINS", lower=True)
EMAIL_HOST = env_text("EMAIL_HOST")
EMAIL_PORT = env_number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = env_flag("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS", not EMAIL_USE_SSL)
if EMAIL_USE_SSL and EMAIL_USE_TLS:
    raise CannotStart("Set either EMAIL_USE_SSL or EMAIL_USE_TLS, not both.")
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", SITE["email"] or "argmap@localhost")

# How often one may write: who is counted, how many times, in how many seconds. A class sits behind one address.

WRITE_LIMITS = [
    ("person", env_number("WRITES_IN_A_ROW", 10, least=1), 10),
    ("person", env_number("WRITES_PER_PERSON", 60, least=1), 600),
    ("address", env_number("WRITES_PER_ADDRESS", 1500, least=1), 600),
    ("looking", env_number("LOOKS_PER_PERSON", 900, least=1), 600),  # previews while somebody types
]

# How much one may send at once, in octets: a file of ten megabytes with what is typed beside it, and all of it stays
# in memory. What is more is refused before it is read.

LARGEST_REQUEST = FILE_UPLOAD_MAX_MEMORY_SIZE = 14 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # without files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 1

TRUSTED_PROXIES = env_number("TRUSTED_PROXIES", 0, most=10)

# Parts

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "argmap.middleware.LogMiddleware",  # below it, since nobody needs a line for every file
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "argmap.middleware.RevalidateMiddleware",
    "argmap.middleware.SizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "argmap.middleware.RateLimitMiddleware",
    "argmap.middleware.SignInMiddleware",
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
CACHES = {  # in the database, since every process must count the same attempts to sign in
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "argmap_cache",
        "KEY_FUNCTION": "argmap.operations.allowances.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()  # in the event's own row, where it cannot be forged
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"  # NOW() is the same for all events of a transaction
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Accounts

AUTH_USER_MODEL = "argmap.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "argmap.views.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "argmap.forms.accounts.LoginForm",
    "signup": "argmap.forms.accounts.SignupForm",
    "add_email": "argmap.forms.accounts.AddEmailForm",
    "change_password": "argmap.forms.accounts.ChangePasswordForm",
    "reauthenticate": "argmap.forms.accounts.ReauthenticateForm",
    "reset_password": "argmap.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "argmap.forms.accounts.ResetPasswordKeyForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USERNAME_VALIDATORS = "argmap.forms.accounts.username_validators"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST or SIGNUP_DOMAINS else "optional"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, which is then back where it was
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail from us who has no account
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[argmap] "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {  # wide for an address, behind which a class may sit; narrow for one account
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "signup": "100/m/ip",
    "reset_password": "60/m/ip,5/m/key",
}
MFA_ADAPTER = "argmap.views.adapter.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "argmap"

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
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, past the web server in front
SECURE_HSTS_SECONDS = env_number("HSTS_SECONDS", 3600 if HTTPS else 0)
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether sites under other names below this one keep to https is for whoever runs them to say
    "security.W021",  # nor can argmap promise a browser's built-in list that they do
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "argmap.views.resending.csrf_failure"
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

# What is written down: argmap.logs. On one's own machine only what went wrong, so that the console stays readable.

LOG_LEVEL = env_choice("LOG_LEVEL", ("warning", "info") if LOCAL else ("info", "warning"))
SLOW_QUERY_MS = env_number("SLOW_QUERY_MS", 500)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "argmap.logs.JsonLines"},
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},  # errors in full, for developers
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain" if DEBUG else "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "argmap": {"level": LOG_LEVEL.upper()},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "WARNING" if DEBUG else "ERROR"},  # the line of a request says what it was answered
    },
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
