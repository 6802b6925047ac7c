from django.utils.translation import gettext as __


class SignupRefused(Exception):
    """The text is for the person who asked."""


class AlreadySignedUp(SignupRefused):
    def __init__(self, signup):
        super().__init__(__("You have signed up for this event already."))
        self.signup = signup
