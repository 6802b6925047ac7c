"""Every address and every kind of person: what each of them gets.

A new address without a row here fails, and so does a row whose address is gone.
"""

from django.contrib import admin

from hope_portal.accounts.roles import ROLES

from .addresses import address, addresses, admin_pages, changelist

PEOPLE = ["stranger", "member", "other"]
"""The officer comes after them and after staff, so that nobody finds gone what the officer may take away."""

# What a stranger, a member, another club's officer, each group of staff and the club's officer get.
# An address that takes POST only is posted to.
TABLE = """
account_change_password             302 302 302 302 302
account_complete_password_reset     302 302 302 302 302
account_confirm_login_code          302 302 302 302 302
account_confirm_password_reset_code 302 302 302 302 302
account_email                       302 200 200 200 200
account_email_verification_sent     302 302 302 302 302
account_inactive                    200 200 200 200 200
account_login                       200 302 302 302 302
account_logout                      302 200 200 200 200
account_password_reset_completed    200 200 200 200 200
account_reauthenticate              302 403 403 403 403
account_request_login_code          200 302 302 302 302
account_reset_password              200 200 200 200 200
account_set_password                302 200 200 200 200
account_signup                      200 302 302 302 302
accounts:account                    302 200 200 200 200
accounts:my-data                    302 302 302 302 302
accounts:my-data-download           302 302 302 302 302
accounts:my-data-erase              302 302 302 302 302
accounts:my-data-erased             200 200 200 200 200
accounts:preferences                302 200 200 200 200
accounts:profile                    302 200 200 200 200
accounts:sign-in-again              302 200 200 200 200
campaigns:club-events-ics           200 200 200 200 200
campaigns:desk-events               302 404 404 404 200
campaigns:event                     200 200 200 200 200
campaigns:event-cancel              302 404 404 404 200
campaigns:event-checkin             302 404 404 404 200
campaigns:event-checkin-numbers     302 404 404 404 200
campaigns:event-checkin-print       302 404 404 404 200
campaigns:event-checkin-sync        302 404 404 404 200
campaigns:event-desk                302 404 404 404 200
campaigns:event-details             302 404 404 404 200
campaigns:event-flyer               200 200 200 200 200
campaigns:event-ics                 200 200 200 200 200
campaigns:event-list                200 200 200 200 200
campaigns:event-new                 302 404 404 404 200
campaigns:event-parents-told        302 404 404 404 302
campaigns:event-people               302 404 404 404 200
campaigns:event-people-cancel        302 404 404 404 200
campaigns:event-people-download      302 404 404 404 200
campaigns:event-publish             302 404 404 404 302
campaigns:event-qr                  200 200 200 200 200
campaigns:event-report              302 404 404 404 200
campaigns:event-seats               302 404 404 404 200
campaigns:event-send                302 404 404 404 302
campaigns:event-signup              200 200 200 200 200
campaigns:event-similar             302 404 404 404 200
campaigns:event-step                302 404 404 404 302
campaigns:event-time                302 404 404 404 200
campaigns:event-withdraw            302 404 404 404 302
campaigns:event-write                302 404 404 404 200
campaigns:events-atom               200 200 200 200 200
campaigns:events-ics                200 200 200 200 200
campaigns:feedback                  200 200 200 200 200
campaigns:feedback-thanks           200 200 200 200 200
campaigns:home                      200 200 200 200 200
campaigns:material                  200 200 200 200 200
campaigns:material-list             200 200 200 200 200
campaigns:material-order            302 404 404 404 200
campaigns:material-order-cancel     302 404 404 404 200
campaigns:material-order-received   302 404 404 404 200
campaigns:parent-letter             200 200 200 200 200
campaigns:parent-letter-pdf         200 200 200 200 200
campaigns:proposal                  200 200 200 200 200
campaigns:signup                    200 200 200 200 200
campaigns:signup-accept             302 302 302 302 302
campaigns:signup-cancel             200 200 200 200 200
campaigns:signup-find               200 200 200 200 200
campaigns:signup-late               302 302 302 302 302
campaigns:signup-name               200 200 200 200 200
campaigns:signup-qr                 200 200 200 200 200
campaigns:signup-rejoin             302 302 302 302 302
campaigns:signup-seats              200 200 200 200 200
campaigns:signup-take               302 302 302 302 302
campaigns:sitemap                   200 200 200 200 200
campaigns:sitemap-index             200 200 200 200 200
clubs:activate                      200 200 200 200 200
clubs:activation                    200 200 200 200 200
clubs:activation-address            302 302 302 302 302
clubs:activation-begin              302 302 302 302 302
clubs:activation-check              302 302 302 302 302
clubs:activation-confirm            200 200 200 200 200
clubs:activation-exists             404 404 404 404 404
clubs:activation-step               302 302 302 302 302
clubs:activation-withdraw           200 200 200 200 200
clubs:club                          200 200 200 200 200
clubs:club-ask                      302 200 200 200 200
clubs:club-import                   302 404 404 200/404 404
clubs:club-list                     200 200 200 200 200
clubs:desk                          302 200 200 200 200
clubs:desk-club                     302 200 404 404 200
clubs:import-apply                  302 404 404 302/404 302
clubs:import-columns                302 404 404 200/404 302
clubs:import-discard                302 404 404 302/404 302
clubs:import-problems               302 404 404 200/404 200
clubs:import-run                    302 404 404 200/404 200
clubs:import-undo                   302 404 404 200/404 200
clubs:invitation                    200 200 200 200 200
clubs:invitation-create             302 404 404 404 200
clubs:invitation-resend             302 404 404 404 302
clubs:invitation-revoke             302 404 404 404 302
clubs:join                          404 404 404 404 404
clubs:join-link                     302 404 404 404 302
clubs:leave                         302 200 404 404 200
clubs:member                        302 404 404 404 200
clubs:member-admit                  302 404 404 404 302
clubs:member-decline                302 404 404 404 302
clubs:member-import                 302 404 404 200/404 200
clubs:member-remove                 302 404 404 404 200
clubs:role-add                      302 404 404 404 200
clubs:role-end                      302 404 404 404 200
healthz                             200 200 200 200 200
language                            200 200 200 200 200
mailbox                             200 200 200 200 200
mailbox-html                        404 404 404 404 404
mailbox-mail                        404 404 404 404 404
maintenance                         503 503 503 503 503
mfa_activate_totp                   302 200 200 200 200
mfa_add_webauthn                    302 200 200 200 200
mfa_authenticate                    302 302 302 302 302
mfa_deactivate_totp                 302 404 404 404 404
mfa_download_recovery_codes         302 404 404 404 404
mfa_edit_webauthn                   302 404 404 404 404
mfa_generate_recovery_codes         302 200 200 200 200
mfa_index                           302 200 200 200 200
mfa_list_webauthn                   302 200 200 200 200
mfa_login_webauthn                  302 302 302 302 302
mfa_reauthenticate                  302 403 403 403 403
mfa_reauthenticate_webauthn         302 403 403 403 403
mfa_remove_webauthn                 302 404 404 404 404
mfa_view_recovery_codes             302 404 404 404 404
outbox:unsubscribe                  404 404 404 404 404
privacy                             200 200 200 200 200
readyz                              200 200 200 200 200
robots                              200 200 200 200 200
safety:help                         200 200 200 200 200
style-guide                         200 200 200 200 200
usersessions_list                   302 200 200 200 200
"""


def rows():
    return dict(line.split(maxsplit=1) for line in TABLE.strip().splitlines())


def test_every_address_has_its_row():
    assert sorted(rows()) == sorted(name for name, _converters in addresses())


def test_each_person_gets_what_the_table_says(client, people, arguments):
    paths = {name: address(name, converters, arguments) for name, converters in addresses()}
    answers = {who: _statuses(client, user, paths.values()) for who, user in people.items()}
    got = {
        name: " ".join(
            [
                *(str(answers[who][path]) for who in PEOPLE),
                _staff(answers, path),
                str(answers["officer"][path]),
            ]
        )
        for name, path in paths.items()
    }

    assert got == {name: " ".join(row.split()) for name, row in rows().items()}


def _statuses(client, user, paths):
    client.logout()
    client.defaults["REMOTE_ADDR"] = f"192.0.2.{user.pk % 250 if user else 0}"  # limits count by address
    if user:
        client.force_login(user)
    return {path: _status(client, path) for path in paths}


def _status(client, path):
    status = client.get(path).status_code
    return client.post(path).status_code if status == 405 else status


def _staff(answers, path):
    """One figure where all groups get the same, as they should outside the admin."""
    return "/".join(sorted({str(answers[role][path]) for role in ROLES}))


def test_every_list_of_the_admin_opens_for_those_who_may_see_it_and_for_nobody_else(client, people, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    models = {changelist(model): model for model in admin.site._registry}
    wrong = [
        (who, path)
        for who, user in people.items()
        for path, status in _statuses(client, user, models).items()
        if (status == 200) != _may_see(user, models[path])
    ]

    assert wrong == []


def _may_see(user, model):
    view = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return bool(user and user.is_staff and user.has_perm(view))


def test_every_admin_page_opens_for_the_superuser(admin_client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    paths = [path for model in admin.site._registry for path in admin_pages(model)]

    answers = {path: admin_client.get(path).status_code for path in paths}

    assert {path: status for path, status in answers.items() if status not in (200, 403)} == {}
