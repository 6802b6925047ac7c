from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hope_portal.accounts"
    label = "accounts"

    def ready(self):
        from . import linking, roles

        roles.connect()
        linking.connect()
