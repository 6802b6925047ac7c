from unicodedata import combining, normalize


def folded(text):
    """Small letters without accents: what is typed at a door finds the name on the list."""
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
