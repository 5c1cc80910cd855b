"""An account of one's own: password, second factor, sessions."""

import base64
import hmac
import struct
import time

from harness import none
from harness.accessibility import violations
from harness.deeds import join
from harness.paths import script_or_not

PASSWORD = "an otter sleeps under the bridge"


def code_of(secret):
    """The six digits that an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    offset = digest[-1] & 15
    return str(struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF)[-6:].rjust(6, "0")


def sign_in(someone, address, password):
    someone.visit("/en/sign-in")
    form = someone.page.locator("form:has([name=password])")
    form.locator("[name=email]").fill(address)
    form.locator("[name=password]").fill(password)
    someone.press_in(form)


@script_or_not
def test_second_factor_is_set_up_and_asked_for(script, visitor, mailbox, unique):
    address = f"{unique}@careful.example"
    someone, elsewhere = visitor(script=script), visitor(script=script)
    join(someone, mailbox, address, f"Ilse {unique}", password=PASSWORD)
    someone.visit("/en/account/second-factor")
    someone.fill(code=code_of(someone.page.locator("main code").first.inner_text().replace(" ", "")))
    someone.press("Confirm")
    recovery = someone.page.locator("main li code").first.inner_text()

    sign_in(elsewhere, address, PASSWORD)
    assert elsewhere.page.locator("h1").inner_text() == "Second step"
    if script:
        none(violations(elsewhere.page))
    elsewhere.fill(code="000000")
    elsewhere.expect_refusal(elsewhere.path())
    elsewhere.expect_refusal("/en/sign-in/code")
    elsewhere.press("Sign in")
    assert "This code is not right" in elsewhere.page.locator(".error-summary").inner_text()
    elsewhere.fill(code=recovery)
    elsewhere.press("Sign in")
    elsewhere.visit("/en/account/security")
    assert elsewhere.page.locator("main tbody tr").count() == 2

    elsewhere.press("End all others")
    someone.visit("/en/account")
    assert "/sign-in" in someone.path(), "the other browser is signed out"
