import os
import shutil
import tempfile
from pathlib import Path

import pytest

from .clone import Clone


@pytest.fixture
def make_clone():
    """Short paths outside pytest's own folder, which only its owner may enter."""
    clones = []

    def make(name="clone", *prefix, owner=None):
        top = Path(tempfile.mkdtemp(prefix="hp"))
        (root := top / name).mkdir(parents=True)
        clones.append((top, clone := Clone(root, *prefix)))
        if owner is not None:
            for path in (top, *top.rglob("*")):
                os.chown(path, owner, owner)
        return clone

    yield make
    for top, clone in clones:
        clone.clear()
        shutil.rmtree(top)


@pytest.fixture
def clone(make_clone):
    return make_clone()
