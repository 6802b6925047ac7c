from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from campaigns import letters, picker
from campaigns.forms.materials import LetterForm, PickForm
from campaigns.models import Event, Material
from hope_portal.pdf import pdf_response


@login_not_required
def material_list(request):
    form = PickForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    readers = [wanted["made_for"]] if wanted.get("made_for") else []
    picks = picker.pick(**{**wanted, "made_for": readers})
    context = {
        "form": form,
        "asked": any(wanted.values()),
        "fits": [found for found in picks if not found.but],
        "almost": [found for found in picks if found.but],
    }
    return render(request, "campaigns/material_list.html", context)


@login_not_required
def material_detail(request, code):
    material = get_object_or_404(Material.objects.filter(active=True), code=code)
    return render(request, "campaigns/material_detail.html", {"material": material})


@login_not_required
def parent_letter(request):
    """Nothing is kept of what is filled in. An officer of an event finds it filled in already."""
    event = _own_event(request)
    form = _letter_form(request, event)
    facts = _facts(form)
    context = {
        "form": form,
        "event": event,
        "facts": facts,
        "letter": letters.write(**facts),
        "query": urlencode(facts),
    }
    return render(request, "campaigns/material_parent_letter.html", context)


@login_not_required
def parent_letter_pdf(request):
    letter = letters.write(**_facts(_letter_form(request, _own_event(request))))
    return pdf_response("letter", letter.for_paper, name=f"letter-to-parents-{letter.language}")


def _own_event(request):
    if not request.user.is_authenticated:
        return None
    events = Event.objects.manageable_by(request.user, now=timezone.now()).select_related("club")
    return events.filter(reference=request.GET.get("event", "")).first()


def _letter_form(request, event):
    known = {"language": get_language().partition("-")[0], **(letters.of_event(event) if event else {})}
    return LetterForm(request.GET if "school" in request.GET else None, initial=known)


def _facts(form):
    """What was filled in and is right, else what is known."""
    if form.is_bound:
        form.is_valid()
        return form.cleaned_data
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
