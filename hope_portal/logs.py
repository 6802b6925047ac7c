"""Structured logs without anything personal: no addresses, networks, secrets of links or query strings.

The finished line is cleaned, with tracebacks and other people's loggers, so nobody has to think of it.
"""

import re

import structlog
from structlog.typing import Processor

LINK_SECRETS = [
    (re.compile(r"(?<=/)(?=[^/\s\"']*[A-Z])[\w.:=~+-]{16,}"), "[secret]"),
    (re.compile(r"(?<=/key/)[^/\s\"']+"), "[secret]"),
    (re.compile(r"(?<=/signups/)[^/\s\"']+"), "[secret]"),
]
"""A segment of a path that is long and has an upper-case letter is the secret of a link; slugs have none."""

PERSONAL = [
    (re.compile(r"(?<=[\w)/-])\?[^\s\"'\\]*=[^\s\"'\\]*"), ""),
    (re.compile(r"[^\s@\"'<>:;,()\[\]{}=/\\]+(?:@|%40)[^\s@\"'<>:;,()\[\]{}/\\]+", re.I), "[address]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[network]"),
    (re.compile(r"\b(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}\b", re.I), "[network]"),
]


def without_secrets(text):
    return _replaced(LINK_SECRETS, text)


def _replaced(patterns, text):
    for pattern, said_instead in patterns:
        text = pattern.sub(said_instead, text)
    return text


def clean_line(logger, name, line):
    return _replaced(LINK_SECRETS + PERSONAL, line)


def drop_reader(logger, name, event):
    """What identifies the reader's device or account."""
    for key in ("ip", "user_agent", "user_id"):
        event.pop(key, None)
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    drop_reader,
]


def formatter(*, as_json):
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer, clean_line],
    )


def logging_settings(*, level, as_json):
    """For settings.LOGGING: everything goes to standard error through one formatter."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    through_root = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"portal": {"()": formatter, "as_json": as_json}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "portal"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": through_root,
            "django.server": through_root,
            "django.request": {**through_root, "level": "ERROR"},
        },
    }
