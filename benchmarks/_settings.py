"""The portal's own settings, and a few bare views beside its pages to measure it by."""

from hope_portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks._bare"
