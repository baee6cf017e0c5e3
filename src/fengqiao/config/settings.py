"""Django's settings, for production and local runs alike; what differs between installations comes from `environment`."""

import json
import os
from typing import Any

import django_stubs_ext

from fengqiao.config import embedded_postgres
from fengqiao.config.environment import ROOT, VAR, database, flag, secret, words

django_stubs_ext.monkeypatch()  # lets annotations name what a JSONField or a QuerySet holds

# --- secrets and addresses -----------------------------------------------------------------------------------------------------

SECRET_KEY = secret("FENGQIAO_SECRET_KEY")
DATA_KEY = secret("FENGQIAO_DATA_KEY")
"""Encrypts personal data at rest and keys its searchable hashes; without it the records' personal data cannot be read."""

DEBUG = False
ALLOWED_HOSTS = words("FENGQIAO_HOSTS", ".localhost,127.0.0.1")
FRONT_HOSTS = words("FENGQIAO_FRONT_HOSTS", "localhost,127.0.0.1")
"""Host names that show the installation's front page and belong to no jurisdiction."""

# --- applications --------------------------------------------------------------------------------------------------------------

SHARED_APPS = [
    "django_tenants",
    "fengqiao.jurisdictions",
    "procrastinate.contrib.django",
    "django.forms",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
]
"""Their tables stand once, in the schema `public`. No app may stand in both lists: `public` stays in the search path."""
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "fengqiao.core",
    "fengqiao.ui",
    "fengqiao.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "fengqiao.regions",
    "fengqiao.organisations",
    "fengqiao.people",
    "fengqiao.documents",
    "fengqiao.disputes",
    "fengqiao.mediation",
    "fengqiao.confirmation",
    "fengqiao.followup",
    "fengqiao.archive",
    "fengqiao.training",
    "fengqiao.statistics",
    "fengqiao.subsidies",
    "fengqiao.assessment",
    "fengqiao.exchange",
    "fengqiao.shells.portal",
    "fengqiao.shells.workbench",
]
"""Their tables stand in the schema of each jurisdiction."""
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TENANT_MODEL = "jurisdictions.Jurisdiction"
TENANT_DOMAIN_MODEL = "jurisdictions.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_LIMIT_SET_CALLS = True
SUBSCRIPTIONS = "fengqiao.config.subscriptions"
ROOT_URLCONF = "fengqiao.config.urls"
PUBLIC_SCHEMA_URLCONF = "fengqiao.config.urls_public"

# --- a request's way in --------------------------------------------------------------------------------------------------------

MIDDLEWARE = [
    "fengqiao.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fengqiao.core.api_problems.ApiProblems",
    "fengqiao.jurisdictions.middleware.JurisdictionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fengqiao.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fengqiao.ui.middleware.Refusals",
]
WSGI_APPLICATION = "fengqiao.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fengqiao.ui.context.page",
                "fengqiao.shells.workbench.context.frame",
                "fengqiao.shells.portal.context.frame",
            ],
        },
    }
]

FORM_RENDERER = "fengqiao.ui.forms.Renderer"

# --- database, cache, jobs -----------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **(_database := database(os.environ.get("DATABASE_URL") or embedded_postgres.url(VAR / "pg"))),
        "ENGINE": "django_tenants.postgresql_backend",
        "OPTIONS": {**_database["OPTIONS"], "pool": {"min_size": 2, "max_size": 8, "timeout": 5}},
        "CONN_HEALTH_CHECKS": True,
    }
}
CACHES = {
    # In the database, because rate limits and used one-time codes must hold over all processes and machines, and `add` must be
    # atomic there: memory is one process's own, files are one machine's and two processes may both succeed to add.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
PROCRASTINATE_ON_APP_READY = "fengqiao.config.jobs.set_up"

# --- languages and time --------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/fengqiao/locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- files ---------------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_IMMUTABLE_FILE_TEST = r"/app/assets/.+-[\w-]{8}\.\w+$"
"""Vite has already put a hash into these names; hashing them again would break its imports."""
MEDIA_ROOT = VAR / "files"
"""Other storages by FENGQIAO_STORAGE (a class) and its options (JSON). In each, a jurisdiction has a folder of its own."""
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": os.environ.get("FENGQIAO_STORAGE", "fengqiao.core.storage.WholeFileStorage"),
        "OPTIONS": json.loads(os.environ.get("FENGQIAO_STORAGE_OPTIONS", "{}")),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
PROFILES = ROOT / "profiles"
"""A folder for each jurisdiction: its rules, and templates of its own."""
NODE_MODULES = ROOT / "node_modules"
"""The fonts of the documents come from npm packages."""

# --- accounts ------------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["fengqiao.accounts.backends.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "name")},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip"}
"""Generous, because a whole office shares one address; an account is guarded by its own lock-out (accounts.rules)."""
ACCOUNT_ADAPTER = "fengqiao.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "fengqiao.accounts.forms.SignInForm",
    "reauthenticate": "fengqiao.accounts.forms.PasswordAgainForm",
}
MFA_ADAPTER = "fengqiao.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "枫桥"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "fengqiao.accounts.forms.CodeForm",
    "reauthenticate": "fengqiao.accounts.forms.CodeOnceMoreForm",
    "activate_totp": "fengqiao.accounts.forms.ActivateForm",
}

# --- safety --------------------------------------------------------------------------------------------------------------------

_https = flag("FENGQIAO_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
PROXIES = words("FENGQIAO_PROXIES", "")
"""Addresses or networks of reverse proxies whose word on the client's address and scheme is taken."""
SESSION_ENGINE = "fengqiao.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
API_WRITES_PER_MINUTE = int(os.environ.get("FENGQIAO_API_WRITES_PER_MINUTE", "1200"))
"""For each token or signed-in browser."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
EXCHANGE_MOST_ROWS = int(os.environ.get("FENGQIAO_EXCHANGE_MOST_ROWS", "200000"))
EXCHANGE_MOST_BYTES = int(os.environ.get("FENGQIAO_EXCHANGE_MOST_BYTES", str(50 * 1024**2)))
EXCHANGE_MOST_UNPACKED, EXCHANGE_MOST_KEPT = 400 * 1024**2, 64 * 1024**2
"""Of an imported file of a register: rows; bytes; bytes of a workbook unpacked, and of those of its parts that are held in memory."""

# --- logging -------------------------------------------------------------------------------------------------------------------

LOGGING = {
    # Times, levels, places and codes only. What people tell stands in records, never in a log: the request's query string and body
    # are not written, and neither are mails to administrators with local variables.
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FENGQIAO_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
