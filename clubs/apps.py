from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hope_portal import queues


class ClubsConfig(AppConfig):
    name = "clubs"
    verbose_name = _("Clubs")

    def ready(self):
        from hope_portal.accounts import farewell, linking
        from hope_portal.safety import where

        from . import desk, due
        from .farewell import sole_officer
        from .linking import attach_person
        from .models import Activation
        from .whereabouts import club_country

        linking.on_confirmed(attach_person)
        farewell.warns(sole_officer)
        where.knows(club_country)
        due.register(desk.activations_that_need_us)
        due.register(desk.people_who_ask)
        queues.register(
            _("Activations"),
            lambda: Activation.objects.filter(status="submitted").count(),
            "admin:clubs_activation_changelist",
            "clubs.view_activation",
        )
