"""The mails that the server under test wrote into its folder, in place of a mail server."""

import email
import re
import time
from email import policy
from urllib.parse import urlsplit

# The post office looks for mails every second.
PATIENCE_SECONDS = 10


class Mailbox:
    def __init__(self, folder, server):
        self.folder = folder
        self.server = server

    def newest(self, address, word=""):
        """The newest mail to an address with a word in its subject or text, once it is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for file in sorted(self.folder.glob("*.eml"), reverse=True):
                mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
                if address in mail["To"] and word in mail["Subject"] + text_of(mail):
                    return mail
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} with {word!r} came within {PATIENCE_SECONDS} s")

    def link(self, address, part):
        """The path of the link whose address holds `part`, from the newest mail to an address that has one."""
        text = text_of(self.newest(address, part))
        link = next(link for link in re.findall(r"https?://\S+", text) if part in link)
        parts = urlsplit(link)
        return parts.path + (f"?{parts.query}" if parts.query else "")


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
