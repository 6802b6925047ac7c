from typing import TypeAlias

from django.utils.functional import Promise

Text: TypeAlias = str | Promise
"""What somebody will read: translated already, or when it is shown."""
