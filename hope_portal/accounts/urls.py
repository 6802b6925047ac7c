from django.urls import path

from .views import account, my_data, preferences

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("profile/", account.profile, name="profile"),
    path("sign-in-again/", account.sign_in_again, name="sign-in-again"),
    path("mail/", preferences.preferences, name="preferences"),
    path("my-data/", my_data.my_data, name="my-data"),
    path("my-data/download/", my_data.download, name="my-data-download"),
    path("my-data/erase/", my_data.erase, name="my-data-erase"),
    path("my-data/erased/", my_data.erased, name="my-data-erased"),
]
