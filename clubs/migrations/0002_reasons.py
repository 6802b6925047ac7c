from django.db import migrations

REASONS = [
    (
        "ask_for_changes",
        "Which club is it?",
        "We could not find your club with what you entered. Please add the club number: it is on the invoice that"
        " Rotary International sends your club. With the number we can say yes.",
    ),
    (
        "ask_for_changes",
        "Which office do you hold?",
        "Please tell us which office you hold in your club this Rotary year, or let your president or secretary"
        " send the activation. With an officer's name on it we can say yes.",
    ),
    (
        "decline",
        "Not a Rotary, Rotaract, Interact or satellite club",
        "The initiative is for clubs of Rotary, Rotaract and Interact and their satellites. If there is such a club"
        " near you, ask it to activate, and you can help there.",
    ),
    (
        "decline",
        "The club is not in the district's list",
        "Your district does not list this club as active. Ask your district governor to confirm it, then activate"
        " again. What you entered stays valid.",
    ),
]


def add_reasons(apps, schema_editor):
    template = apps.get_model("clubs", "ReasonTemplate")
    template.objects.bulk_create(template(move=move, title=title, text=text) for move, title, text in REASONS)


class Migration(migrations.Migration):
    dependencies = [("clubs", "0001_initial")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
