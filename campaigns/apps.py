from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hope_portal import queues


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        from clubs import due

        from . import nags
        from .models import Event, Report

        due.register(nags.reports_to_file)
        queues.register(
            _("Events"),
            lambda: Event.objects.filter(status=Event.Status.SUBMITTED).count(),
            "admin:campaigns_event_changelist",
            "campaigns.view_event",
        )
        queues.register(
            _("Reports"),
            lambda: Report.objects.filter(confirmed_at=None).count(),
            "admin:campaigns_report_changelist",
            "campaigns.view_report",
        )
