from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from clubs import emails

from .person import Person
from .term import DAYS, in_words, not_over


def local_day(zone, now):
    """The calendar day that `now` is in the zone named by the field `zone`, as the database computes it."""
    return Cast(Func(F(zone), Value(now), function="timezone"), models.DateField())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_at(self, now):
        """Confirmed, begun and not ended today, where today is the club's own day."""
        today = local_day("club__zone", now)
        return self.filter(not_over(today), confirmed_at__isnull=False, starts_on__lte=today)

    def on(self, day):
        """Confirmed and in force on `day`."""
        return self.filter(not_over(day), confirmed_at__isnull=False, starts_on__lte=day)

    def current(self, day):
        """In force on `day` or later; also what nobody confirmed yet."""
        return self.filter(not_over(day))

    def waiting(self):
        """People who asked to join; an officer says yes or no."""
        return self.filter(confirmed_at=None)

    def officers(self):
        return self.filter(role__in=Membership.OFFICERS)


class MembershipRefused(Exception):
    """The text is for the person who asked."""


class Membership(models.Model):
    """What a person is in a club, and from when to when. Ending it keeps the person and the history."""

    class Role(models.TextChoices):
        PRESIDENT = "president", _("President")
        PRESIDENT_ELECT = "president_elect", _("President-elect")
        VICE_PRESIDENT = "vice_president", _("Vice president")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        SERVICE_CHAIR = "service_chair", _("Service projects chair")
        FOUNDATION_CHAIR = "foundation_chair", _("Foundation chair")
        MEMBERSHIP_CHAIR = "membership_chair", _("Membership chair")
        PUBLIC_IMAGE_CHAIR = "public_image_chair", _("Public image chair")
        YOUTH_PROTECTION = "youth_protection", _("Youth protection officer")
        COORDINATOR = "coordinator", _("Hope coordinator")
        ADVISER = "adviser", _("Adviser of a youth club")
        MEMBER = "member", _("Member")
        HONORARY = "honorary", _("Honorary member")

    OFFICERS = frozenset(Role) - {Role.MEMBER, Role.HONORARY, Role.PRESIDENT_ELECT}
    """Who may act for the club. A president-elect reads until the term begins."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    club = models.ForeignKey("clubs.Club", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(
        _("title in the club"),
        max_length=80,
        blank=True,
        help_text=_("As the club writes it, where it is not one of the roles."),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="membership_starts_before_it_ends",
            ),
            ExclusionConstraint(
                name="one_role_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("club", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"

    @property
    def term(self):
        return in_words(self.starts_on, self.ends_on)

    def lasts_on(self, day):
        return self.ends_on is None or self.ends_on >= day

    def lasts(self, now):
        return self.lasts_on(self.club.today(now))

    def is_valid(self, now):
        """What `valid_at` says, for a row at hand."""
        today = self.club.today(now)
        return self.confirmed_at is not None and self.starts_on <= today and self.lasts_on(today)

    @property
    def is_office(self):
        return self.role in self.OFFICERS

    def confirm(self, *, now):
        """True the first time; safe to repeat."""
        changed = type(self).objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=now)
        self.refresh_from_db(fields=["confirmed_at"])
        return bool(changed)

    @transaction.atomic
    def admit(self, *, now):
        """An officer says yes to somebody who asked to join, and they hear of it once."""
        if self.confirm(now=now):
            emails.welcome_to_club(self)

    @transaction.atomic
    def decline(self):
        """The person asked to join and the club says no; nothing of the question is kept."""
        type(self).objects.filter(pk=self.pk, confirmed_at=None).delete()

    def end_refusal(self, last_day):
        """A club always keeps an officer whom it can reach."""
        if not self.is_office or self.confirmed_at is None:
            return None
        return self.club.leaderless_refusal(type(self).objects.filter(pk=self.pk), after=last_day)

    @transaction.atomic
    def end(self, last_day):
        """The role holds until the evening of `last_day`; person and history stay. Of a role that has not
        begun by then nothing is left. Never makes a role longer. Raises MembershipRefused."""
        self.club.lock()
        if not type(self).objects.current(last_day + timedelta(days=1)).filter(pk=self.pk).exists():
            return
        if refusal := self.end_refusal(last_day):
            raise MembershipRefused(refusal)
        self.cut(last_day)

    def cut(self, last_day):
        """`end` without its question, for a verb that has asked it of the club as a whole."""
        if last_day < self.starts_on:
            self.delete()
        else:
            self.ends_on = last_day
            self.save(update_fields=["ends_on"])
