"""Slips of the finger in the domain of a mail address: a mail to gmial.com reaches nobody."""

from functools import lru_cache

_MOST = """
    aol.com att.net bellsouth.net btinternet.com charter.net comcast.net cox.net earthlink.net
    frontier.com gmail.com googlemail.com hotmail.co.uk hotmail.com icloud.com juno.com live.com
    optonline.net outlook.com protonmail.com rocketmail.com sbcglobal.net verizon.net
    windstream.net yahoo.co.uk yahoo.com yahoo.com.mx
"""
_OTHERS = """
    aim.com email.com fastmail.com gmx.com gmx.de gmx.net hey.com hotmail.ca hotmail.de hotmail.es
    hotmail.fr hotmail.it inbox.com live.ca live.cn mac.com mail.com mail.de me.com msn.com outlook.de
    outlook.es outlook.fr pm.me proton.me qq.com web.de yahoo.ca yahoo.cn yahoo.co.jp yahoo.de yahoo.es
    yahoo.fr ymail.com zoho.com
"""
WELL_KNOWN = _MOST.split()
REAL = {*WELL_KNOWN, *_OTHERS.split()}
"""These are meant as they are, however near to another."""
LONG = len("gmail.com")
"""Shorter names are near to too many others: one slip, not two."""


@lru_cache(maxsize=4096)
def meant(domain):
    """The well-known domain that `domain` is a slip of, or None."""
    if domain in REAL:
        return None
    near = [(steps(domain, known), known) for known in WELL_KNOWN if abs(len(domain) - len(known)) < 3]
    distance, known = min(near, default=(3, None))
    return known if distance <= (2 if len(known or "") >= LONG else 1) else None


def steps(one, other):
    """How many slips lead from one word to the other: a letter wrong, missing or too many, or two swapped."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
