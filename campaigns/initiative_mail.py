"""Mail to a club and to staff about a request, written when it goes out."""

from hope_portal.workflow.models import StatusChange


def context(initiative, message):
    change = StatusChange.objects.filter(pk=message.params.get("change", 0)).first()
    return {"initiative": initiative, "event": getattr(initiative, "event", initiative), "change": change}
