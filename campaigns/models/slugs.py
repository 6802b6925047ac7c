from itertools import chain, count

from django.utils.text import slugify


def free_slug(model, text):
    """An address for a page called `text` that no other row has."""
    plain = slugify(text)[:120] or "page"
    taken = set(model._base_manager.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(slug for slug in chain([plain], (f"{plain}-{n}" for n in count(2))) if slug not in taken)
