"""Why a file or a row is refused, as sentences. Rows keep the code and its values, so that each reader gets
the sentence in their own language."""

from django.utils.translation import gettext_lazy as _


class Unreadable(Exception):
    """The file as a whole cannot be used; the text says to a person why, and what to do."""


class Wrong(Exception):
    """One row cannot be used, for the reason `code`."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


SENTENCES = {
    # rows that are refused
    "empty": _("%(field)s is missing."),
    "too_long": _("%(field)s has %(length)s characters; %(most)s is the most."),
    "no_email": _("“%(value)s” is not an email address."),
    "email_letters": _("We cannot send to “%(value)s”: before the @ only plain letters a to z work."),
    "no_date": _("“%(value)s” is not a date. Write it like 2026-07-01."),
    "date_far": _("%(value)s is too far away to be right."),
    "no_number": _("“%(value)s” is not a club number. It should have digits only."),
    "no_country": _("We do not know the country “%(value)s”."),
    "country_missing": _("The country is missing, and the state or region does not tell it."),
    "no_kind": _("“%(value)s” is not a kind of club we keep."),
    "twice": _("Line %(line)s is about the same one. Keep one of the two lines."),
    "no_sponsor": _("The sponsor club %(value)s is neither in the directory nor in this file."),
    "own_sponsor": _("A club cannot sponsor itself."),
    "no_club": _("We do not find the club “%(value)s” in the directory."),
    "other_club": _("This line belongs to another club: %(value)s."),
    "two_people": _("The member number and the email address belong to two different people here."),
    "other_person": _("This email address already belongs to someone with another member number."),
    # rows that are not taken over, or not in full
    "left": _("Not a member any more, says the file. Not added."),
    "no_member": _("“%(value)s” is not a membership. Not added."),
    "kept_account": _("Their own details stay as they are, because they look after them in their account."),
    "kept_elsewhere": _("Their own details stay as they are, because they are known in another club too."),
    "website_left_out": _("The website is left out: “%(value)s” is not an address."),
    # rows that ask
    "same_name": _("%(name)s is here already. Is it the same one?"),
    "not_listed": _("In the club here, but not in this file."),
    # what happened since
    "moved": _(
        "Someone changed this in the meantime, so nothing was done. Import the file again to see it fresh."
    ),
    "changed_since": _("Not undone, because someone changed it after the import."),
    "refused": "%(text)s",
    "used_since": _("Not undone, because it is in use by now."),
}


def sentence(code, values):
    return str(SENTENCES[code] % values)
