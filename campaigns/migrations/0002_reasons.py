from django.db import migrations

REASONS = [
    (
        "ask_for_changes",
        "More days to choose from",
        "All our presenters near you are booked on the days you named. Please name more days, or tell us that an"
        " online session suits you too. Then we can say yes.",
    ),
    (
        "ask_for_changes",
        "A place that everybody can get into",
        "Please give us the address of the room, and whether people can get in without steps. If they cannot,"
        " another room nearby is fine. Then we can say yes.",
    ),
    (
        "ask_for_changes",
        "Who will be in the room?",
        "Please tell us who will come and how many people you expect, so that we send somebody who speaks to"
        " such a group often. Then we can say yes.",
    ),
    (
        "decline",
        "Nobody can travel that far",
        "We have nobody who can travel to you in these months. An online session works well for a group in one"
        " room: ask for one, and we will gladly hold it.",
    ),
    (
        "decline",
        "The days are too close",
        "The days you named are closer than we can plan. Ask again with days at least 60 days ahead."
        " Then we can say yes.",
    ),
    (
        "decline",
        "Not about the safety of children",
        "Our presenters speak about how children stay safe, and what you asked for is about something else."
        " If the safety of children becomes its subject, ask again.",
    ),
]


def add_reasons(apps, schema_editor):
    template = apps.get_model("clubs", "ReasonTemplate")
    template.objects.bulk_create(
        template(about="event", move=move, title=title, text=text) for move, title, text in REASONS
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("clubs", "0004_reason_about")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
