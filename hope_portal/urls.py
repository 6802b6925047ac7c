from django.contrib import admin
from django.urls import include, path

from .style_guide import style_guide
from .views import maintenance, robots

urlpatterns = [
    path("", include("hope_portal.safety.urls")),
    path("", include("hope_portal.outbox.urls")),
    path("", include("clubs.urls")),
    path("", include("campaigns.urls")),
    path("accounts/", include("hope_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("maintenance/", maintenance, name="maintenance"),
    path("robots.txt", robots, name="robots"),
    path("style-guide/", style_guide, name="style-guide"),
]
