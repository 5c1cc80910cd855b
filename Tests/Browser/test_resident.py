"""A resident: an idea for a need, what became of it, and everything taken back."""

import io
from zipfile import ZipFile

from harness.deeds import join, publish_need, voice_idea
from harness.mailbox import text_of
from harness.paths import script_or_not, section


@script_or_not
def test_idea_is_voiced_for_a_need_and_taken_back(script, visitor, unique):
    officer, resident, anyone = visitor(person="officer"), visitor(script=script, person="resident"), visitor()
    need = publish_need(officer, f"Nobody knows their neighbours {unique}")
    resident.visit(f"/en/needs/{need}")
    resident.press("Propose an idea")
    title = f"A long table in the street {unique}"
    resident.fill(title=title, story="Once a month everybody brings a dish.")
    resident.press("Publish the idea")
    assert resident.said() == "Published."
    anyone.visit(f"/en/needs/{need}")
    assert title in section(anyone.page, "Ideas").inner_text()

    resident.follow(section(resident.page, "Ideas").get_by_role("link", name=title, exact=True))
    idea = resident.slug()
    assert resident.page.get_by_role("button", name="Stop following").is_visible(), "who voices an idea follows it"
    resident.press("Take back")
    assert resident.said() == "Removed."
    anyone.visit(f"/en/needs/{need}")
    assert title not in anyone.content()
    anyone.visit(f"/en/ideas/{idea}", status=404)


@script_or_not
def test_newcomer_hears_by_mail_takes_their_data_along_and_erases_everything(script, visitor, mailbox, unique):
    address, name = f"{unique}@residents.example", f"Nadia {unique}"
    officer, newcomer, anyone = visitor(person="officer"), visitor(script=script), visitor()
    need_title, idea_title = f"The stairs to the river are locked {unique}", f"A key for each block {unique}"
    join(newcomer, mailbox, address, name)
    assert newcomer.said() == "Joined."
    need = publish_need(officer, need_title)
    idea = voice_idea(newcomer, need, idea_title)

    officer.visit(f"/en/needs/{need}/answer")
    officer.choose("answer", idea_title)
    officer.press("Save")
    mail = text_of(mailbox.newest(address, "was answered"))
    assert f"“{need_title}” was answered." in mail and f"/en/needs/{need}" in mail

    newcomer.visit("/en/account/data")
    with newcomer.page.expect_download() as download:
        newcomer.page.locator("main").get_by_role("link", name="Download", exact=True).click()
    with ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        kept = " ".join(archive.read(document).decode() for document in archive.namelist())
    assert all(word in kept for word in [address, name, idea_title])

    newcomer.fill(withdraws="true", is_sure="true")
    newcomer.press("Erase my account")
    assert newcomer.said() == "Your account and what it held are erased."
    assert newcomer.page.get_by_role("link", name="Sign in", exact=True).is_visible()
    anyone.visit(f"/en/ideas/{idea}", status=404)
    anyone.visit(f"/en/needs/{need}")
    assert idea_title not in anyone.content()
