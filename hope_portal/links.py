from django.conf import settings


def absolute(path):
    """The full address of a path of ours, for mails and feeds, which have no request to ask."""
    return settings.SITE_URL + path
