"""What a rule on personal data is, and what is done by a list of them: export, erase, purge.

The lists are in the `privacy.py` of each app; `coverage` checks that they forget nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hope_portal.texts import Text

BATCH = 5_000
ALL = "*"
"""Every field of a model that is not a link to a user or a person."""


class Purpose(models.TextChoices):
    ACCOUNT = "account", _("To let you sign in, and nobody else as you")
    CLUB = "club", _("To know who is in a club and who may act for it")
    REQUEST = "request", _("To answer a club that joins")
    EVENT = "event", _("To hold an event with the people who want to come")
    SAFETY = "safety", _("To keep young people safe")
    MAIL = "mail", _("To send the mail we owe you, and to know whether it arrived")
    RECORD = "record", _("To show who decided and changed what")


class Action(models.TextChoices):
    DELETE = "delete", _("it is deleted.")
    BLANK = "blank", _("it is wiped. What is counted stays, without you.")
    KEEP = "keep", _("it stays:")


@dataclass(frozen=True)
class Who:
    """One person, as the rows know them. The addresses are those they have proved to own, in lower case."""

    user: int
    people: tuple = ()
    emails: tuple = ()


@dataclass(frozen=True)
class Kept:
    """How long, in words with %(time)s in them. `over` finds what the purge takes, given that long ago."""

    words: Text
    days: int = 0
    over: Callable[[datetime], Q] | None = None
    then: Action = Action.BLANK

    def __str__(self):
        return str(self.words) % {"time": _time(self.days)}


def _time(days):
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%d year", "%d years", years) % years
    return ngettext("%d day", "%d days", days) % days


def after(words, days, since, then=Action.BLANK, where=None):
    """Kept for `days` after the moment in the field `since`."""
    return Kept(words, days, lambda cutoff: Q(**{f"{since}__lt": cutoff}) & (where or Q()), then)


@dataclass(frozen=True)
class Rule:
    """Some fields of one model that say something about somebody."""

    model: str
    fields: str
    what: Text
    purpose: Purpose
    kept: Kept
    erasing: Action
    reason: Text = ""  # why it stays
    whose: Callable[[Who], Q] | None = None  # None: goes with another row, or cannot be told whose it is
    hidden: str = ""  # fields that no export shows
    beside: str = ""  # fields that make an export readable
    instead: dict = field(default_factory=dict)  # what a wiped field holds, where that is not nothing

    @property
    def names(self):
        return self.fields.split()

    @property
    def table(self):
        return apps.get_model(self.model)

    def rows(self, condition):
        return self.table._base_manager.filter(condition)

    def blanks(self):
        return {
            name: self.instead.get(name, _nothing(self.table._meta.get_field(name))) for name in self.names
        }


def _nothing(column):
    if column.null:
        return None
    return {} if isinstance(column, models.JSONField) else ""


def _apply(rule, action, rows):
    """Delete or wipe the rows, some thousand at a time; rows that are wiped already are left alone."""
    if action == Action.KEEP:
        return 0
    if action == Action.BLANK:
        rows = rows.exclude(**rule.blanks())
    done = 0
    while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        some = rule.rows(Q(pk__in=batch))
        some.delete() if action == Action.DELETE else some.update(**rule.blanks())
        done += len(batch)
    return done


def purge(rules, *, now):
    """Take what is over its time. Harmless to repeat. Returns how many rows each rule took."""
    taken = {}
    for rule in rules:
        if rule.kept.over:
            over = rule.rows(rule.kept.over(now - timedelta(days=rule.kept.days)))
            taken[f"{rule.model}: {rule.fields}"] = _apply(rule, rule.kept.then, over)
    return taken


@transaction.atomic
def erase(rules, who):
    for rule in rules:
        if rule.whose:
            _apply(rule, rule.erasing, rule.rows(rule.whose(who)))


def export(rules, who):
    """Everything the rules find on somebody: heading -> rows -> field in words -> value, ready for JSON."""
    found: dict[str, list] = {}
    for rule in rules:
        shown = [name for name in (*rule.names, *rule.beside.split()) if name not in rule.hidden.split()]
        if rule.whose and shown:
            rows = rule.rows(rule.whose(who)).order_by("pk")
            found.setdefault(str(rule.what), []).extend(_in_words(row, shown) for row in rows)
    return {what: rows for what, rows in found.items() if rows}


def _in_words(row, names):
    columns = {name: row._meta.get_field(name) for name in names}
    return {str(column.verbose_name): _value(row, name, column) for name, column in columns.items()}


def _value(row, name, column):
    if column.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    return str(value)
