from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """A Lucide icon from the one sprite. Decoration only: a word always stands beside it."""
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', sprite, name
    )
