from django.core.management.base import BaseCommand
from django.utils import timezone

from hope_portal import privacy


class Command(BaseCommand):
    help = "Take what is over its time, as the nightly task does. Harmless to repeat."

    def handle(self, **options):
        for rule, taken in privacy.purge(now=timezone.now()).items():
            self.stdout.write(f"{taken:>8}  {rule}")
