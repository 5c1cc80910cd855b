"""What the browser tests stand on: a server, a watched page, and what to look for on it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# The interface languages, in the order of Languages/Language.swift.
LANGUAGES = ["en", "sv", "fi", "nb", "pl", "fr", "de", "nl", "it", "cs", "hu", "tr"]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


def none(faults):
    """Fails with one line for each fault, and with nothing around them that hides them."""
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)
