from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hope_portal.accounts"
    label = "accounts"
