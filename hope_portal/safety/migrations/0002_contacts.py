"""The first help contacts. Every fact was read in the source beside it; staff keep them fresh in the admin."""

from datetime import date

from django.db import migrations

READ_ON = date(2026, 11, 23)

DANGER = {
    "en": ("In danger right now", ""),
    "es": ("En peligro ahora mismo", ""),
}
CHILD = {
    "en": (
        "A child is missing, or is being hurt or used",
        "National Center for Missing & Exploited Children. Day and night.",
    ),
    "es": (
        "Un niño ha desaparecido, o lo lastiman o lo usan",
        "National Center for Missing & Exploited Children. Día y noche.",
    ),
}
CONTROLLED = {
    "en": (
        "Someone controls you or makes you do things",
        "National Human Trafficking Hotline. English and Spanish, day and night.",
    ),
    "es": (
        "Alguien te controla o te obliga a hacer cosas",
        "National Human Trafficking Hotline. En inglés y español, día y noche.",
    ),
}
PICTURE = {
    "en": (
        "A picture of you is online",
        "For nude or sexual pictures from before you turned 18, anywhere in the world. "
        "The free service helps to take them down. The picture stays on your device.",
    ),
    "es": (
        "Hay una foto tuya en internet",
        "Para imágenes íntimas de antes de cumplir 18 años, en cualquier país. "
        "El servicio es gratis y ayuda a retirarlas. La imagen no sale de tu dispositivo.",
    ),
}
TALK = {
    "en": ("You want to talk to someone", "Childhelp listens to children and to worried adults."),
    "es": ("Quieres hablar con alguien", "Childhelp escucha a niños y a adultos preocupados."),
}
CRISIS = {
    "en": ("You do not want to live, or cannot go on", "The 988 line, day and night."),
    "es": ("No quieres vivir o ya no puedes más", "La línea 988, día y noche."),
}
CANADA = {
    "en": ("A child is being hurt or used online", "Cybertip.ca takes reports from all of Canada."),
    "es": ("Lastiman o usan a un niño en internet", "Cybertip.ca recibe avisos de todo Canadá."),
}
CANADA_MISSING = {
    "en": ("A child is missing in Canada", "MissingKids.ca helps families and posts alerts."),
    "es": ("Un niño ha desaparecido en Canadá", "MissingKids.ca ayuda a las familias y publica alertas."),
}
EUROPE = {
    "en": (
        "A child is missing",
        "The European hotline for missing children and their families. Free, day and night.",
    ),
    "es": (
        "Un niño ha desaparecido",
        "La línea europea para niños desaparecidos y sus familias. Gratis, día y noche.",
    ),
}
WORLD = {
    "en": (
        "A child is missing in another country",
        "The Global Missing Children's Network names who helps in each of its countries.",
    ),
    "es": (
        "Un niño ha desaparecido en otro país",
        "La Global Missing Children's Network indica quién ayuda en cada uno de sus países.",
    ),
}
LOCAL = {
    "en": (
        "In danger right now",
        "Call the emergency number of your country. From a mobile phone, 112 works in many countries.",
    ),
    "es": (
        "En peligro ahora mismo",
        "Llama al número de emergencias de tu país. Desde un celular, el 112 funciona en muchos países.",
    ),
}

FACTS = [
    # words, kind, number or address, shown as, day and night, source, countries
    (DANGER, "call", "911", "911", True, "https://www.fcc.gov/consumer-information", "US CA"),
    (DANGER, "call", "999", "999", True, "https://www.cambs.police.uk/police-forces/cambridgeshire-constabulary/areas/campaigns/campaigns/contacting-cambs/calling-999/", "GB"),
    (DANGER, "call", "000", "000", True, "https://www.police.nsw.gov.au/?a=6943", "AU"),
    (DANGER, "call", "112", "112", True, "https://digital-strategy.ec.europa.eu/en/news/112-day-saving-lives-quickly-and-easily-reaching-emergency-services-anywhere-eu", "EU"),
    (LOCAL, "call", "112", "112", True, "https://review.trendsmask.com/what-is-112-number-86728.html", "ZZ"),
    (CHILD, "call", "+18008435678", "1-800-843-5678", True, "https://report.cybertip.org/faqs", "US"),
    (CHILD, "link", "https://report.cybertip.org/", "CyberTipline", True, "https://report.cybertip.org/faqs", "US"),
    (CANADA, "call", "+18666589022", "1-866-658-9022", False, "https://www.protectkidsonline.ca/app/en/report_concerning_behaviour", "CA"),
    (CANADA, "link", "https://www.cybertip.ca/", "Cybertip.ca", False, "https://www.protectkidsonline.ca/app/en/report_concerning_behaviour", "CA"),
    (CANADA_MISSING, "link", "https://missingkids.ca/", "MissingKids.ca", False, "https://protectchildren.ca/en/press-and-media/news-releases/2015/missing_kids_day", "CA"),
    (EUROPE, "call", "116000", "116 000", True, "https://missingchildreneurope.eu/hotline-116-000/", "GB EU"),
    (CONTROLLED, "call", "+18883737888", "1-888-373-7888", True, "https://swfl-humantrafficking.org/human-trafficking-hotline-adds-text-chat-service/", "US"),
    (CONTROLLED, "text", "233733", "233733", True, "https://swfl-humantrafficking.org/human-trafficking-hotline-adds-text-chat-service/", "US"),
    (PICTURE, "link", "https://takeitdown.ncmec.org/", "Take It Down", True, "https://takeitdown.ncmec.org/faq/", "US CA GB AU EU ZZ"),
    (TALK, "call", "+18004224453", "1-800-422-4453", False, "https://nabtahealth.com/articles/what-can-you-do-about-child-abuse/", "US"),
    (CRISIS, "call", "988", "988", True, "https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline", "US"),
    (CRISIS, "text", "988", "988", True, "https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline", "US"),
    (CRISIS, "call", "988", "988", True, "https://mentalhealthcommission.ca/catalyst/988-launches-in-canada/", "CA"),
    (CRISIS, "text", "988", "988", True, "https://mentalhealthcommission.ca/catalyst/988-launches-in-canada/", "CA"),
    (WORLD, "link", "https://globalmissingkids.org/", "Global Missing Children's Network", False, "https://globalmissingkids.org/about-us/", "CA GB AU EU ZZ"),
]  # fmt: skip


def add_contacts(apps, schema_editor):
    HelpContact = apps.get_model("safety", "HelpContact")
    HelpContact.objects.bulk_create(
        HelpContact(
            country=country,
            language=language,
            title=title,
            description=description,
            kind=kind,
            value=value,
            display=display,
            order=10 * order,
            urgent=words in (DANGER, LOCAL),
            all_day=all_day,
            source_url=source,
            checked_on=READ_ON,
        )
        for order, (words, kind, value, display, all_day, source, countries) in enumerate(FACTS)
        for country in countries.split()
        for language, (title, description) in words.items()
    )


def remove_contacts(apps, schema_editor):
    apps.get_model("safety", "HelpContact").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_initial")]

    operations = [migrations.RunPython(add_contacts, remove_contacts)]
