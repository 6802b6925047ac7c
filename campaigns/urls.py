from django.urls import path

from .views import checkin, events, feedback, feeds, home, material_orders, materials, notices, people, reports, signups

app_name = "campaigns"
urlpatterns = [
    path("", home.home, name="home"),
    path("clubs/<slug:slug>/events.ics", feeds.club_events_ics, name="club-events-ics"),
    path("events.atom", feeds.events_atom, name="events-atom"),
    path("events.ics", feeds.events_ics, name="events-ics"),
    path("events/", events.event_list, name="event-list"),
    path("events/<slug:slug>/", events.event_detail, name="event"),
    path("events/<slug:slug>/event.ics", events.event_ics, name="event-ics"),
    path("events/<slug:slug>/flyer.pdf", events.event_flyer, name="event-flyer"),
    path("events/<slug:slug>/qr.svg", events.event_qr, name="event-qr"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", feeds.sitemap, name="sitemap"),
    path("events/<slug:slug>/signup/", signups.sign_up, name="event-signup"),
    path("events/feedback/<str:token>/", feedback.feedback, name="feedback"),
    path("events/feedback/<str:token>/thanks/", feedback.thanks, name="feedback-thanks"),
    path("signups/", signups.find, name="signup-find"),
    path("signups/<str:token>/", signups.detail, name="signup"),
    path("signups/<str:token>/accept/", signups.accept, name="signup-accept"),
    path("signups/<str:token>/cancel/", signups.cancel, name="signup-cancel"),
    path("signups/<str:token>/late/", signups.come_late, name="signup-late"),
    path("signups/<str:token>/name/", signups.rename, name="signup-name"),
    path("signups/<str:token>/qr.svg", signups.qr, name="signup-qr"),
    path("signups/<str:token>/rejoin/", signups.rejoin, name="signup-rejoin"),
    path("signups/<str:token>/seats/", signups.change_seats, name="signup-seats"),
    path("signups/<str:token>/take/", signups.take, name="signup-take"),
    path("desk/events/<str:reference>/checkin/", checkin.checkin, name="event-checkin"),
    path("desk/events/<str:reference>/checkin/numbers/", checkin.numbers, name="event-checkin-numbers"),
    path("desk/events/<str:reference>/checkin/print/", checkin.printed, name="event-checkin-print"),
    path("desk/events/<str:reference>/checkin/sync/", checkin.sync, name="event-checkin-sync"),
    path("desk/events/<str:reference>/people/", people.people, name="event-people"),
    path("desk/events/<str:reference>/people/<int:pk>/cancel/", people.cancel, name="event-people-cancel"),
    path("desk/events/<str:reference>/people.csv", people.download, name="event-people-download"),
    path("desk/events/<str:reference>/report/", reports.report, name="event-report"),
    path("desk/events/<str:reference>/write/", notices.write, name="event-write"),
    path("materials/", materials.material_list, name="material-list"),
    path("materials/parent-letter/", materials.parent_letter, name="parent-letter"),
    path("materials/parent-letter.pdf", materials.parent_letter_pdf, name="parent-letter-pdf"),
    path("materials/<slug:code>/", materials.material_detail, name="material"),
    path("desk/events/<str:reference>/materials/", material_orders.order, name="material-order"),
    path(
        "desk/events/<str:reference>/materials/<int:pk>/cancel/",
        material_orders.cancel,
        name="material-order-cancel",
    ),
    path(
        "desk/events/<str:reference>/materials/<int:pk>/received/",
        material_orders.received,
        name="material-order-received",
    ),
    path(
        "desk/events/<str:reference>/parents-told/", material_orders.parents_told, name="event-parents-told"
    ),
]
