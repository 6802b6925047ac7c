from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.core.management.base import BaseCommand
from django.db import transaction


class Command(BaseCommand):
    help = "Writes second factors under the present SECRET_KEY; an old one can then leave the fallbacks."

    @transaction.atomic
    def handle(self, *args, **options):
        for factor in Authenticator.objects.select_for_update().filter(type__in=["totp", "recovery_codes"]):
            secret = "secret" if factor.type == "totp" else "seed"
            factor.data[secret] = encrypt(decrypt(factor.data[secret]))
            factor.save(update_fields=["data"])
