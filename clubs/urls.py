from django.urls import path

from .views import activations, clubs, desk, invitations, members

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
    path("clubs/", clubs.club_list, name="club-list"),
    path("clubs/<slug:slug>/", clubs.club_detail, name="club"),
    path("clubs/<slug:slug>/join/", clubs.ask, name="club-ask"),
    path("join/<str:token>/", clubs.join, name="join"),
    path("invitations/<str:token>/", invitations.detail, name="invitation"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<slug:slug>/", desk.desk_club, name="desk-club"),
    path("desk/<slug:slug>/leave/", members.leave, name="leave"),
    path("desk/<slug:slug>/join-link/", members.join_link, name="join-link"),
    path("desk/<slug:slug>/asks/<int:pk>/yes/", members.admit, name="member-admit"),
    path("desk/<slug:slug>/asks/<int:pk>/no/", members.decline, name="member-decline"),
    path("desk/<slug:slug>/members/<int:pk>/", members.detail, name="member"),
    path("desk/<slug:slug>/members/<int:pk>/role/", members.role_add, name="role-add"),
    path("desk/<slug:slug>/members/<int:pk>/remove/", members.remove, name="member-remove"),
    path("desk/<slug:slug>/roles/<int:pk>/end/", members.role_end, name="role-end"),
    path("desk/<slug:slug>/invite/", invitations.create, name="invitation-create"),
    path("desk/<slug:slug>/invitations/<int:pk>/resend/", invitations.resend, name="invitation-resend"),
    path("desk/<slug:slug>/invitations/<int:pk>/revoke/", invitations.revoke, name="invitation-revoke"),
]
