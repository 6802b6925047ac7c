import shutil

from .paths import ROOT
from .speech import Problem

MB = 10**6


def require_room(megabytes: int) -> None:
    free = shutil.disk_usage(ROOT).free // MB
    if free < megabytes:
        raise Problem(f"The disk of {ROOT} is full: {free} MB are free, {megabytes} MB are needed.")
