import pytest
from django.test import Client
from django.urls import reverse

from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message
from tests import factories as make

from .helpers import PASSWORD, ask_for_code, code_in, sign_in_by_code, sign_in_by_password, signed_in


def sign_up(client, email, name="Dora"):
    return client.post(reverse("account_signup"), {"name": name, "email": email, "password1": PASSWORD})


def test_a_password_signs_in(client, dora):
    response = sign_in_by_password(client, "Dora@Example.org", PASSWORD)

    assert response.url == "/desk/"
    assert signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, dora):
    wrong = sign_in_by_password(client, dora.email, "wrong")
    unknown = sign_in_by_password(client, "nobody@example.org", "wrong")

    assert not signed_in(client)
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_guessing_passwords_is_stopped(client, dora):
    for _ in range(5):
        sign_in_by_password(client, dora.email, "wrong")
    sign_in_by_password(client, dora.email, PASSWORD)

    assert not signed_in(client)


def test_a_code_by_mail_signs_in(client, dora):
    response = sign_in_by_code(client, dora.email)

    assert response.url == "/desk/"
    assert signed_in(client)


def test_the_mail_with_a_code_is_urgent_and_neutral(client, dora):
    mail = ask_for_code(client, dora.email)

    assert (mail.to, mail.urgent, mail.kind) == (dora.email, True, Message.Kind.TRANSACTIONAL)
    assert mail.subject == "Your sign-in code"
    assert code_in(mail) in mail.html


def test_a_wrong_code_does_not_sign_in_and_the_third_ends_it(client, dora):
    right = code_in(ask_for_code(client, dora.email))
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "WRNG-CODE"})
    client.post(reverse("account_confirm_login_code"), {"code": right})

    assert not signed_in(client)


def test_a_code_works_once(client, dora):
    code = code_in(ask_for_code(client, dora.email))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert not signed_in(client)


def test_an_unknown_address_sees_what_a_known_one_sees(client, dora):
    known = Client().post(reverse("account_request_login_code"), {"email": dora.email})
    unknown = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.latest("pk").subject == "We do not know this address"


def test_sign_up_takes_a_name_and_confirms_the_address_by_a_code(client, last_mail, db):
    sign_up(client, "New.Person+portal@Example.org")
    assert not signed_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": code_in(last_mail())})

    user = User.objects.get()
    assert signed_in(client)
    assert (user.email, user.name, user.language) == ("new.person+portal@example.org", "Dora", "en")
    assert user.emailaddress_set.get().verified


def test_a_second_sign_up_with_the_same_address_does_not_tell(client, dora, last_mail):
    first = sign_up(Client(), "fresh@example.org")
    second = sign_up(client, "DORA@example.org")

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert User.objects.filter(email=dora.email).count() == 1
    assert (last_mail().to, last_mail().subject) == (dora.email, "You already have an account")


@pytest.mark.parametrize("name", ["دانا الحسن", "Zoë 🌉 O’Neil", "Nguyễn Thị Ánh"])
def test_names_of_the_whole_world_sign_up(client, name, last_mail, db):
    sign_up(client, "world@example.org", name)
    client.post(reverse("account_email_verification_sent"), {"code": code_in(last_mail())})

    page = client.get(reverse("accounts:account")).content.decode()
    assert User.objects.get().name == name
    assert name in page


def test_a_name_of_5000_letters_is_refused_with_a_sentence(client, db):
    response = sign_up(client, "long@example.org", "x" * 5000)

    assert response.status_code == 200
    assert response.context["form"].errors["name"]
    assert not User.objects.exists()


def test_a_lost_password_is_replaced_by_a_code(client, dora, last_mail):
    client.post(reverse("account_reset_password"), {"email": dora.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(last_mail())})
    client.post(
        reverse("account_complete_password_reset"),
        {"password1": "Lanterns on a line", "password2": "Lanterns on a line"},
    )
    sign_in_by_password(client, dora.email, "Lanterns on a line")

    assert signed_in(client)
    assert last_mail().text.startswith("Your password was reset.")


def test_mail_comes_in_the_language_of_the_account(client, last_mail, db):
    make.a_user("eva@example.org", language="es")

    ask_for_code(client, "eva@example.org")

    assert last_mail().language == "es"


def test_an_address_is_changed_by_confirming_the_new_one(client, dora, last_mail):
    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("account_email"), {"action_add": "", "email": "Dora.New@example.org"})
    dora.refresh_from_db()
    assert dora.email == "dora@example.org"
    client.post(reverse("account_email_verification_sent"), {"code": code_in(last_mail())})

    dora.refresh_from_db()
    assert dora.email == "dora.new@example.org"
