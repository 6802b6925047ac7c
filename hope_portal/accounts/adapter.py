import base64
import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import emails


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Address and password do not match. Try again, or sign in with a code."),
        "incorrect_code": _("This is not the code we sent. Look at the newest mail and enter all of it."),
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or sign in with a code."),
        "unverified_primary_email": _("Please confirm your email address first."),
        "email_taken": _("This address is in use already."),
        "same_as_current": _("This is what you have already. Enter a new one."),
    }

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

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Enter the one that the app shows now."),
        "unverified_email": _("Confirm your email address first, then set up the second step."),
    }

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
