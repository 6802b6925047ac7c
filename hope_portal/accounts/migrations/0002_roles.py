from django.db import migrations

from hope_portal.accounts.roles import ROLES


def make_groups(apps, schema_editor):
    """Their permissions follow after each migrate, when the permissions of all apps exist."""
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
