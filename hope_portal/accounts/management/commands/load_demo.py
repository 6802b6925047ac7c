from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hope_portal.accounts import demo


class Command(BaseCommand):
    help = "Load the invented network of the demo: what each app has in its demo.py, once."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This is not a demo: set DEMO=1 where invented data may be loaded.")
        now = timezone.now()
        for name in dict.fromkeys(["hope_portal.accounts", *(app.name for app in apps.get_app_configs())]):
            if find_spec(f"{name}.demo"):
                with transaction.atomic():
                    import_module(f"{name}.demo").load(now=now)
        path = settings.BASE_DIR / "var" / "demo-logins.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(demo.told())
