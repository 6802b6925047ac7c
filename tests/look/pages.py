import re

EXECUTABLE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.I)
STYLED = re.compile(r"<style|<[^>]+\sstyle=", re.I)
HANDLER = re.compile(r"<[^>]+\son[a-z]+=", re.I)


def page_title(response):
    return re.search(r"<title>(.*?)</title>", response.text, re.S).group(1).strip()


def in_our_layout(response):
    """The help bar comes first, one h1, one main, and nothing that the content policy forbids."""
    text = response.text
    return (
        'class="helpbar' in text
        and text.count("<main") == 1
        and text.count("<h1") == 1
        and "Menu:" not in text
        and not forbidden(text)
    )


def forbidden(text):
    """What `default-src 'none'; script-src 'self'; style-src 'self'` would block."""
    return [found.group(0) for rule in (EXECUTABLE, STYLED, HANDLER) for found in rule.finditer(text)]
