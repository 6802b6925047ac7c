from django.contrib import admin
from django.urls import include, path

from .mailbox import mail_detail, mail_html, mail_list
from .ops import healthz, readyz
from .style_guide import style_guide
from .views import language, maintenance, robots
from .views_privacy import policy

urlpatterns = [
    path("", include("campaigns.urls")),  # most readers come for an event: its address is found first
    path("", include("hope_portal.safety.urls")),
    path("", include("hope_portal.outbox.urls")),
    path("", include("clubs.urls")),
    path("accounts/", include("hope_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", language, name="language"),
    path("mailbox/", mail_list, name="mailbox"),
    path("mailbox/<str:key>/", mail_detail, name="mailbox-mail"),
    path("mailbox/<str:key>/html/", mail_html, name="mailbox-html"),
    path("maintenance/", maintenance, name="maintenance"),
    path("privacy/", policy, name="privacy"),
    path("robots.txt", robots, name="robots"),
    path("style-guide/", style_guide, name="style-guide"),
]
