from pghistory.middleware import HistoryMiddleware


class AuditMiddleware(HistoryMiddleware):
    """A change knows the number of the account behind it, but no path: that may hold the secret of a link."""

    def get_context(self, request):
        return {"user": request.user.pk}
