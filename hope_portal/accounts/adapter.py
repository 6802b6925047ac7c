import base64
import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from . import emails


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        emails.account_mail(template_prefix.rpartition("/")[2], email, context)

    def get_client_ip(self, request):
        """As allauth reads it, but ::ffff:192.0.2.1 is 192.0.2.1, or all of IPv4 would share one limit."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        return str(getattr(address, "ipv4_mapped", None) or address)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted at rest, under a key that follows SECRET_KEY.

    To change SECRET_KEY, keep the old one in SECRET_KEY_FALLBACKS until `reencrypt_second_factors` has run.
    """

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.PRODUCT_NAME}

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)


def _cipher():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret):
    digest = salted_hmac("hope_portal.accounts.second_factor", "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
