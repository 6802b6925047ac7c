from django.urls import path

from .views import activations

app_name = "clubs"
urlpatterns = [
    path("clubs/activate/", activations.start, name="activate"),
    path("clubs/activate/begin/", activations.begin, name="activation-begin"),
    path("clubs/activate/exists/<slug:slug>/", activations.exists, name="activation-exists"),
    path("clubs/activate/<str:token>/", activations.status, name="activation"),
    path("clubs/activate/<str:token>/check/", activations.check, name="activation-check"),
    path("clubs/activate/<str:token>/address/", activations.address, name="activation-address"),
    path("clubs/activate/<str:token>/withdraw/", activations.withdraw, name="activation-withdraw"),
    path("clubs/activate/<str:token>/confirm/<str:key>/", activations.confirm, name="activation-confirm"),
    path("clubs/activate/<str:token>/<str:name>/", activations.step, name="activation-step"),
]
