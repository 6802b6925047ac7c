from django.db import migrations

RESOURCES = "https://www.missingkids.org/netsmartz/resources"
KIDSMARTZ = "https://www.missingkids.org/education/kidsmartz"
SLIDES = "Free. Leave out, add or reorder slides, but do not edit NetSmartz’s own."
KIT = "Free to download. © NCMEC, all rights reserved."
BOTH = ["en", "es"]

COLUMNS = ["code", "programme", "kind", "made_for", "languages", "version", "source_url", "licence"]
COLUMNS += ["title", "summary"]
# Minutes are left open: NCMEC says them in each presenter's guide, which staff read before they fill them in.
CATALOGUE = [
    ("kidsmartz-k2", "kidsmartz", "lesson", ["k2"], BOTH, "3.0", KIDSMARTZ, KIT,
     "KidSmartz lessons, kindergarten to grade 2",
     "Six lessons on four rules: Check First, Take a Friend, Tell People “NO”, Tell a Trusted Adult. With a"
     " rules poster, a certificate and how to call 911."),
    ("kidsmartz-35", "kidsmartz", "lesson", ["g35"], BOTH, "3.0", KIDSMARTZ, KIT,
     "KidSmartz lessons, grades 3 to 5",
     "Six lessons on four rules: Check First, Take a Friend, Tell People “NO”, Tell a Trusted Adult. With a"
     " rules poster, a certificate, role plays and an interview with a trusted adult."),
    ("kidsmartz-letter", "kidsmartz", "letter", ["k2", "g35"], BOTH, "3.0", KIDSMARTZ, KIT,
     "KidSmartz letter to parents and guardians",
     "Part of both kits. Send it home some days before the lessons."),
    ("netsmartz-k2", "netsmartz", "presentation", ["k2"], ["en"], "", RESOURCES, SLIDES,
     "NetSmartz presentation, kindergarten to grade 2", "With a presenter’s guide."),
    ("netsmartz-35", "netsmartz", "presentation", ["g35"], ["en"], "", RESOURCES, SLIDES,
     "NetSmartz presentation, grades 3 to 5", "With a presenter’s guide."),
    ("netsmartz-tweens", "netsmartz", "presentation", ["tween"], ["en"], "", RESOURCES, SLIDES,
     "NetSmartz presentation for tweens", "With a presenter’s guide: length, what to know first, notes."),
    ("netsmartz-teens", "netsmartz", "presentation", ["teen"], ["en"], "", RESOURCES, SLIDES,
     "NetSmartz presentation for teens", "With a presenter’s guide: length, what to know first, notes."),
    ("netsmartz-parents", "netsmartz", "presentation", ["adult"], ["en"], "", RESOURCES, SLIDES,
     "NetSmartz presentation for parents, guardians and communities",
     "With a presenter’s guide: length, what to know first, notes."),
    ("protecting-your-kids", "netsmartz", "handout", ["adult"], ["en"], "", f"{RESOURCES}#tipsheets", "Free.",
     "Protecting Your Kids Online", "A handout that goes with the presentation for parents."),
    ("into-the-cloud", "netsmartz", "video", ["k2", "g35"], ["en"], "", RESOURCES, "Free.",
     "Into the Cloud", "Series for elementary school with Nettie and Webster, with activity kits."),
    ("nsteens", "netsmartz", "video", ["tween", "teen"], ["en"], "", RESOURCES, "Free.",
     "NSTeens", "For tweens and teens, about safer choices online."),
    ("student-project-kit", "netsmartz", "lesson", ["tween", "teen"], ["en"], "", RESOURCES, "Free.",
     "Student Project Kit", "Students of middle and high school teach younger ones."),
    ("introduction-cst", "connect", "training", ["professional", "adult"], ["en"], "",
     "https://connect.missingkids.org/products/introduction-to-child-sex-trafficking", "Free, on demand.",
     "Introduction to Child Sex Trafficking",
     "Three modules for police, child-serving professionals and concerned citizens. For adults, and a good"
     " preparation before a volunteer speaks."),
]  # fmt: skip


def add_catalogue(apps, schema_editor):
    material = apps.get_model("campaigns", "Material")
    material.objects.bulk_create(material(**dict(zip(COLUMNS, row, strict=True))) for row in CATALOGUE)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_reasons")]

    operations = [migrations.RunPython(add_catalogue, migrations.RunPython.noop)]
