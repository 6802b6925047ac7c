from django.contrib import admin


class ChangedFieldsAdmin(admin.ModelAdmin):
    """Saves what the form changed and nothing else: a page that was open for an hour undoes no one's work."""

    show_full_result_count = False
    list_per_page = 50

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)
