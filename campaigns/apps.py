from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hope_portal import queues


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        from clubs import due, sections, showcase

        from . import desk, nags, order_due
        from .models import Event, Material, MaterialOrder, Report
        from .showcase import events_to_come

        due.register(desk.events_that_need_us)
        due.register(nags.reports_to_file)
        sections.register(desk.events)
        showcase.register(events_to_come)
        due.register(order_due.parcels)
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
        queues.register(
            _("Parcels"),
            lambda: MaterialOrder.objects.waiting_for_us(timezone.now()).count(),
            "admin:campaigns_materialorder_changelist",
            "campaigns.view_materialorder",
        )
        queues.register(
            _("Lost links"),
            lambda: Material.objects.gone().count(),
            "admin:campaigns_material_changelist",
            "campaigns.change_material",
            "?link_status__exact=gone",
        )
