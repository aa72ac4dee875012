"""What a browser says of itself, in the words people use: "Edge trên Windows"."""

import re

BROWSERS = (
    ("Edge", re.compile(r"Edg(?:A|iOS)?/")), ("Cốc Cốc", re.compile(r"coc_coc_browser/")),
    ("Opera", re.compile(r"OPR/")), ("Firefox", re.compile(r"(?:Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/")), ("Safari", re.compile(r"Safari/")),
)  # fmt: skip
"""In this order: most name several others beside themselves."""
MACHINES = (
    ("Windows", re.compile("Windows")), ("Android", re.compile("Android")), ("iPhone", re.compile("iPhone")),
    ("iPad", re.compile("iPad")), ("macOS", re.compile("Mac OS X")), ("Linux", re.compile("Linux|X11")),
)  # fmt: skip


def named(agent: str) -> tuple[str, str]:
    """Return the browser and the system of a user agent; empty where it says neither."""
    browser = next((name for name, pattern in BROWSERS if pattern.search(agent)), "")
    machine = next((name for name, pattern in MACHINES if pattern.search(agent)), "")
    return browser, machine
