"""An administrator: people and roles, settings, imports, jobs, the record of changes, mail, search, moderation."""

from harness.deeds import hide, invite, publish_need, read_on_trial, start_working_group, wait_for_job
from harness.paths import eventually, script_or_not, section


@script_or_not
def test_role_is_given_takes_effect_and_is_ended(script, visitor, unique):
    administrator, person = visitor(script=script, person="administrator"), visitor(person="researcher")
    administrator.visit("/en/admin/people?name=Marek")
    administrator.press("Marek Dvořák")
    administrator.fill(
        within="form[action$='/give-role']", role="officer", scope="city", entry="turku",
        reason=f"Moved to Turku {unique}",
    )
    administrator.press("Give the role")
    person.visit("/en/cities/turku")
    assert person.page.get_by_role("link", name="Edit this page").is_visible()

    row = administrator.page.locator("main tr", has_text="Turku")
    row.locator("summary").click()
    row.locator("[name=reason]").fill(f"Left Turku {unique}")
    administrator.press_in(row)
    person.visit("/en/cities/turku")
    assert person.page.get_by_role("link", name="Edit this page").count() == 0

    administrator.visit("/en/admin/audit?action=people.give-role")
    assert f"Moved to Turku {unique}" in administrator.content()


@script_or_not
def test_name_and_colour_of_the_installation_are_changed(script, visitor, unique):
    administrator, anyone = visitor(script=script, person="administrator"), visitor(script=script)
    administrator.visit("/en/admin/settings")
    usual = administrator.page.locator("main [name=name]").input_value()
    administrator.fill(colour="#ffee00")
    administrator.expect_refusal("/en/admin/settings")
    administrator.press("Save")
    assert "Please choose a darker one." in administrator.page.locator(".error-summary").inner_text()
    try:
        administrator.fill(name=f"Cities {unique}", colour="#5a1e5c")
        administrator.press("Save")
        anyone.visit("/en/")
        assert f"Cities {unique}" in anyone.page.title()
        button = anyone.page.locator("main .button-primary").first
        assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(90, 30, 92)"
    finally:
        administrator.fill(name=usual, colour="")
        administrator.press("Save")


@script_or_not
def test_list_is_read_on_trial_reported_on_and_then_brought_in(script, visitor, unique):
    administrator, anyone = visitor(script=script, person="administrator"), visitor(script=script)
    title = f"Tramway {unique}"
    job = read_on_trial(administrator, f"{unique}.csv", title)
    report = administrator.content()
    assert "31.2.2015" in report and "Aloituspvm" in report, "the report names the refused value and its column"
    anyone.visit(f"/en/projects?q={unique}")
    assert title not in anyone.content(), "a trial brings nothing in"

    administrator.press("Bring it in")
    wait_for_job(administrator)

    def is_listed():
        anyone.visit(f"/en/projects?q={unique}")
        return title in anyone.content()

    assert eventually(is_listed)
    administrator.visit("/en/admin/imports")
    assert administrator.page.locator("main tr", has_text=f"{unique}.csv").count() == 2
    administrator.visit("/en/admin/jobs")
    assert administrator.page.locator("main tr", has_text="Done").count() >= 2
    administrator.visit(f"/en/admin/imports/{job}")
    assert "rows read" in administrator.content()


@script_or_not
def test_file_that_is_no_list_is_refused_beside_its_field(script, visitor):
    administrator = visitor(script=script, person="administrator")
    administrator.visit("/en/admin/imports")
    picture = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    administrator.fill(file=picture)
    administrator.expect_refusal("/en/admin/imports")
    administrator.press("Read it on trial")
    assert "This is no list." in administrator.page.locator("#field-file-error").inner_text()


def test_administrator_sees_how_the_installation_is(visitor):
    administrator = visitor(person="administrator")
    administrator.visit("/en/admin")
    told = administrator.content()
    for fact in ["The record of changes", "Size of the database", "Changes not yet in lists and search"]:
        assert fact in told
    search = section(administrator.page, "Search").inner_text()
    for fact in ["Entries by language", "Topics known", "Translations in dictionaries"]:
        assert fact in search


@script_or_not
def test_record_of_changes_names_who_did_what_and_is_whole(script, visitor, unique):
    officer, administrator = visitor(person="officer"), visitor(script=script, person="administrator")
    publish_need(officer, f"No light in the park {unique}")
    administrator.visit("/en/admin/audit?action=needs.publish")
    first = administrator.page.locator("main tbody tr").first.inner_text()
    assert "Aino Salmela" in first and "needs.publish" in first
    administrator.press("Verify now")

    def is_verified():
        administrator.visit("/en/admin/audit")
        return "The record of changes is whole" in administrator.content()

    assert eventually(is_verified)


def test_mail_that_left_is_listed(visitor, mailbox, unique):
    coordinator, administrator = visitor(person="coordinator"), visitor(person="administrator")
    address = f"{unique}@listed.example"
    invite(coordinator, start_working_group(coordinator, f"Quiet streets {unique}"), address)
    mailbox.newest(address)
    administrator.visit("/en/admin/mail")
    assert "Sent" in administrator.page.locator("main tr", has_text=address).inner_text()


@script_or_not
def test_entry_is_hidden_and_shown_again(script, visitor, unique):
    officer, anyone = visitor(person="officer"), visitor(script=script)
    administrator = visitor(script=script, person="administrator")
    title = f"The school bus does not come {unique}"
    need = publish_need(officer, title)
    hide(administrator, "needs", need)
    anyone.visit(f"/en/needs/{need}", status=404)
    anyone.visit(f"/en/needs?q={unique}")
    assert title not in anyone.content()

    row = administrator.page.locator("main tr", has_text=title)
    row.locator("[name=reason]").fill("It may be seen after all.")
    administrator.press_in(row)
    anyone.visit(f"/en/needs/{need}")
    assert anyone.page.locator("h1").inner_text() == title
