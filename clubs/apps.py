from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hope_portal import queues


class ClubsConfig(AppConfig):
    name = "clubs"
    verbose_name = _("Clubs")

    def ready(self):
        queues.register(
            _("Activations"),
            self._waiting_activations,
            "admin:clubs_activation_changelist",
            "clubs.view_activation",
        )

    def _waiting_activations(self):
        return self.get_model("Activation").objects.filter(status="submitted").count()
