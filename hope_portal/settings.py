"""One file of settings, all from the environment (12-factor). What is missing stops the start, not a page."""

import logging
import os
from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import FileAwareEnv

from hope_portal.logs import logging_settings
from hope_portal.schedule import SCHEDULE

env = FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- What this installation is ------------------------------------------------------------------------------

DEMO = env.bool("DEMO", False)
"""An invented network for trying out: mailbox page, style guide, staff without a second factor."""
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ADDRESS_KEY = env.str("ADDRESS_KEY", SECRET_KEY)
"""Hashes addresses that opted out and signs their links for good: keep it when SECRET_KEY changes."""
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
SITE_HOST = _site.hostname
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = [SITE_HOST, "localhost", "127.0.0.1", *env.list("ALLOWED_HOSTS", [])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Names and marks are settings, so that the portal can be renamed in one place.
PRODUCT_NAME = env.str("PRODUCT_NAME", "Hope Portal")
INITIATIVE_NAME = env.str("INITIATIVE_NAME", "Rotarians for Hope")
REFERENCE_PREFIX = env.str("REFERENCE_PREFIX", "R4H")
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", "https://www.weather.gov/")
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", not DEMO)

# --- Apps and middleware ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "hope_portal.workflow",
    "hope_portal.outbox",
    "hope_portal.safety",
    "clubs",
    "campaigns",
    "donations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "hope_portal.admin.PortalAdminConfig",
    "django.contrib.auth",
    "hope_portal.accounts",  # after auth and allauth, whose admin pages it replaces
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_structlog",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hope_portal.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hope_portal.accounts.middleware.SecondFactorMiddleware",
    "hope_portal.accounts.middleware.PreferencesMiddleware",
    "hope_portal.safety.middleware.AuditMiddleware",
    "hope_portal.middleware.OnlyFromItsButtonMiddleware",
]

PGHISTORY_MIDDLEWARE_METHODS = ("POST",)  # nothing changes on GET

ROOT_URLCONF = "hope_portal.urls"
WSGI_APPLICATION = "hope_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hope_portal.context.portal",
                "hope_portal.safety.numbers.help_bar",
            ],
            "builtins": ["hope_portal.templatetags.portal"],
            "libraries": {"portal": "hope_portal.templatetags.portal"},
        },
    },
]
FORMS_URLFIELD_ASSUME_HTTPS = True
FORM_RENDERER = "hope_portal.forms.PortalRenderer"

# --- Data ---------------------------------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "hope_portal.cache.FallbackRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", "hope"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
}

# --- Tasks --------------------------------------------------------------------------------------------------


def _broker_url(url):
    """Celery spells a Redis socket differently from the Redis client."""
    if not url.startswith("unix://"):
        return url
    parts = urlsplit(url)
    return f"redis+socket://{quote(parts.path, safe='/%')}?virtual_host={(parts.query or 'db=0')[3:]}"


CELERY_BROKER_URL = _broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "global_keyprefix": env.str("BROKER_PREFIX", "hope:"),
}
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_TIMEZONE = "UTC"
CELERY_IMPORTS = ["clubs.imports.tasks"]
CELERY_BEAT_SCHEDULE = SCHEDULE

# --- Mail ---------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{PRODUCT_NAME} <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILBOX_DIR = env.path("MAILBOX_DIR", BASE_DIR / "var" / "mailbox")
"""Where the demo keeps the mail it would have sent; the page /mailbox/ shows it."""
if "EMAIL_URL" in os.environ or "EMAIL_URL_FILE" in os.environ:
    globals().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "hope_portal.mailbox.MaildirBackend"
EMAIL_TIMEOUT = 20

# --- Sign-in ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hope_portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "hope_portal.accounts.forms.SignupForm"
ACCOUNT_FORMS = {"login": "hope_portal.accounts.login_form.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "hope_portal.accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "hope_portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PRODUCT_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
USERSESSIONS_TRACK_ACTIVITY = False  # four queries on every page would be the price

# --- Safety of the transport and the page -------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "strict-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hope_portal.views.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # frame-ancestors below says who may frame a page
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
DEFAULT_ZONE = env.str("DEFAULT_ZONE", "America/New_York")
"""The zone of times on pages whose reader has not chosen one."""
STAFF_ZONE = env.str("STAFF_ZONE", "America/New_York")
"""Where NCMEC works: promised days are counted there."""
USE_TZ = True
FORMAT_MODULE_PATH = ["hope_portal.formats"]

# --- Files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG

# --- Logs ---------------------------------------------------------------------------------------------------

LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
LOGGING = logging_settings(level=LOG_LEVEL, as_json=not (DEBUG or DEMO))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
