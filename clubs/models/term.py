"""Rows that hold from `starts_on` to `ends_on`, both days included; without a last day, for good."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func, Q, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAYS = Func("starts_on", "ends_on", Value("[]"), function="daterange", output_field=DateRangeField())
"""For constraints: two rows whose days overlap."""


def not_over(day):
    return Q(ends_on=None) | Q(ends_on__gte=day)


def in_words(starts_on, ends_on):
    first = date_format(starts_on, "SHORT_DATE_FORMAT")
    if ends_on is None:
        return _("since %(first)s") % {"first": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(ends_on, "SHORT_DATE_FORMAT")}
