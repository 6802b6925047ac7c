from django.conf import settings


def portal(request):
    """What every page needs: the name of the place and the way out of it."""
    return {
        "PRODUCT_NAME": settings.PRODUCT_NAME,
        "INITIATIVE_NAME": settings.INITIATIVE_NAME,
        "QUICK_EXIT_URL": settings.QUICK_EXIT_URL,
        "DEMO": settings.DEMO,
        "STAFF_NEED_SECOND_FACTOR": settings.STAFF_NEED_SECOND_FACTOR,
    }
