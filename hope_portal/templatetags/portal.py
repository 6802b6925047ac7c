from functools import cache

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

DRAWINGS = settings.BASE_DIR / "static" / "img" / "parts"

PLACES = [
    (gettext_lazy("Events"), "campaigns:event-list"),
    (gettext_lazy("Drives"), "donations:drive-list"),
    (gettext_lazy("Fundraisers"), "donations:fundraiser-list"),
    (gettext_lazy("Network"), "clubs:network"),
    (gettext_lazy("Clubs"), "clubs:club-list"),
]

BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox")]
BROWSERS += [("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")]
SYSTEMS += [("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux")]
"""What a browser says of itself, and what people call it. The order matters: most claim to be several."""


@register.simple_tag
def brand():
    """The product's name. A tag, so that a page without any context (a failure) knows it too."""
    return settings.PRODUCT_NAME


@register.simple_tag
def way_out():
    """Where “Leave this site” leads."""
    return settings.QUICK_EXIT_URL


@register.simple_tag
def icon(name):
    """A Lucide icon from the one sprite. Decoration only: a word always stands beside it."""
    sprite = static("img/icons.svg")
    turns = " turns" if name in ("arrow-left", "arrow-right", "log-out", "undo-2") else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        turns,
        sprite,
        name,
    )


@register.simple_tag
@cache
def drawing(name):
    """A drawing of the bridge, written into the page so that the tokens color it."""
    return mark_safe((DRAWINGS / f"{name}.svg").read_text())  # noqa: S308 our own file


@register.simple_tag(takes_context=True)
def menu(context):
    """The places of the main menu that exist, each with whether the reader is in it."""
    path = getattr(context.get("request"), "path", "")
    places = []
    for label, name in PLACES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        places.append({"label": label, "url": url, "current": path.startswith(url)})
    return places


@register.simple_tag(takes_context=True)
def error_prefix(context):
    """“Error: ” for the title when any form on the page was refused."""
    values = [value for layer in context.dicts for value in layer.values()]
    if any(_refused(value) for value in values):
        return _("Error:") + " "
    return ""


def _refused(value):
    kind = type(value)  # isinstance would wake what is lazy: the user, and with the CSRF token a cookie
    if issubclass(kind, BaseFormSet):
        return value.is_bound and value.total_error_count() > 0
    return issubclass(kind, BaseForm) and value.is_bound and bool(value.errors)


@register.filter
def first_control(field):
    """The id to which a link in the error summary leads; groups have one id per choice."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def leading(label):
    """A label in front of its error: a question keeps its mark, anything else gets a colon."""
    return label if str(label).endswith("?") else f"{label}:"


@register.filter
def browser(user_agent):
    """“Firefox on Windows” from what a browser says of itself; what a person recognizes, no more."""
    name = next((shown for sign, shown in BROWSERS if sign in user_agent), _("A browser"))
    system = next((shown for sign, shown in SYSTEMS if sign in user_agent), "")
    return _("{browser} on {system}").format(browser=name, system=system) if system else name
