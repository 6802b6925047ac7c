from contextlib import suppress
from smtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.core.mail import get_connection

from .letter import Letter

CLOSING = 421


class Refused(Exception):
    """The server will not take this message; `for_good` when asking again is of no use."""

    def __init__(self, reason, *, for_good):
        super().__init__(reason)
        self.for_good = for_good


class Unreachable(Exception):
    """No message can be sent just now; `attempted` when this one was already on its way."""

    def __init__(self, reason, *, attempted):
        super().__init__(reason)
        self.attempted = attempted


class MailServer:
    """One connection for many messages, opened for the first of them."""

    def __init__(self):
        self.connection = get_connection()
        self.used = self.gone = False

    def send(self, message):
        """Raises Refused or Unreachable; after the latter the server counts as gone."""
        try:
            self._send_and_reconnect(Letter(message))
        except Unreachable:
            self.gone = True
            raise
        self.used = True

    def close(self):
        with suppress(SMTPException, OSError):
            self.connection.close()

    def _send_and_reconnect(self, letter):
        """Many servers end a connection after so many messages; that is no fault of the next one."""
        self._open()
        try:
            self._send(letter)
        except Unreachable:
            if not self.used:
                raise
            self.close()
            self._open()
            self._send(letter)

    def _open(self):
        try:
            self.connection.open()
        except (SMTPException, OSError) as error:
            raise Unreachable(str(error), attempted=False) from error

    def _send(self, letter):
        try:
            self._hand_over(letter)
        except SMTPRecipientsRefused as error:
            raise _answer(*next(iter(error.recipients.values()))) from error
        except SMTPSenderRefused as error:
            raise Unreachable(str(error), attempted=True) from error
        except SMTPResponseException as error:
            raise _answer(error.smtp_code, error.smtp_error) from error
        except (SMTPNotSupportedError, ValueError) as error:
            raise Refused(str(error), for_good=True) from error
        except (SMTPException, OSError) as error:
            raise Unreachable(str(error), attempted=True) from error
        except Exception as error:
            raise Refused(repr(error), for_good=False) from error

    def _hand_over(self, letter):
        """Django's own backend would read both addresses anew, which takes as long as sending does."""
        smtp = getattr(self.connection, "connection", None)
        if isinstance(smtp, SMTP):
            smtp.sendmail(letter.sender, [letter.reader], letter.message().as_bytes(linesep="\r\n"))
        else:
            self.connection.send_messages([letter])


def _answer(code, said):
    """What an SMTP reply means: 421 ends the connection, other 4xx say later, 5xx say never."""
    reason = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if code == CLOSING:
        return Unreachable(reason, attempted=True)
    return Refused(reason, for_good=code >= 500)
