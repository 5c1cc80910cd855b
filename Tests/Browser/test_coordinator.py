"""A network coordinator: members and how far they are involved, who is invited and who runs it, the wanted mix."""

from harness.deeds import add_member, invite, join, start_working_group
from harness.paths import script_or_not, section


def organisations_of_two_networks(anyone):
    """An organisation of each of the first two networks of the list that have any of their own: name of network by it."""
    anyone.visit("/en/networks")
    networks = anyone.page.locator("main .card a[href*='/en/networks/']").evaluate_all(
        "links => links.map(a => [a.getAttribute('href'), a.textContent.trim()])"
    )
    found = {}
    for path, name in networks:
        anyone.visit(f"{path}/members")
        members = anyone.page.locator("main tbody a[href*='/en/organisations/']").evaluate_all(
            "links => links.map(a => a.pathname.split('/').pop())"
        )
        if own := [member for member in members if member not in found]:
            found[own[0]] = name
        if len(found) == 2:
            return found
    raise AssertionError("the demonstration has no two networks with organisations")


@script_or_not
def test_working_group_takes_members_of_several_networks(script, visitor, unique):
    coordinator, anyone = visitor(script=script, person="coordinator"), visitor()
    members = organisations_of_two_networks(anyone)
    group = start_working_group(coordinator, f"Empty shops, together {unique}")
    for organisation in members:
        add_member(coordinator, group, city="", organisation=organisation)
    anyone.visit(f"/en/networks/{group}")
    elsewhere = section(anyone.page, "Its members also belong to").inner_text()
    assert all(network in elsewhere for network in members.values())
    assert section(anyone.page, "Who they are").get_by_text("Members by country").first.is_visible()
    anyone.visit(f"/en/networks/{group}/members")
    assert "2 present members" in anyone.content()


@script_or_not
def test_involvement_of_a_member_keeps_its_history(script, visitor, unique):
    coordinator = visitor(script=script, person="coordinator")
    group = start_working_group(coordinator, f"Warm rooms {unique}")
    member = add_member(coordinator, group, level="informed")
    coordinator.visit(f"/en/networks/{group}/members/{member}")
    coordinator.fill(level="core", roles=["member", "lead city"])
    coordinator.press("Save")
    row = coordinator.page.locator("main tr", has_text="Tampere").inner_text()
    assert "Core" in row and "Lead city" in row
    coordinator.visit(f"/en/networks/{group}/members/{member}")
    history = section(coordinator.page, "Involvement so far").locator("li").all_inner_texts()
    assert [line.split(":")[0] for line in history] in (["Informed", "Core"], ["Core", "Informed"])
    coordinator.press("End the membership")
    assert "Tampere" not in coordinator.content()


@script_or_not
def test_wanted_mix_stands_beside_the_actual_one(script, visitor, unique):
    coordinator, anyone = visitor(script=script, person="coordinator"), visitor(script=script)
    group = start_working_group(coordinator, f"Night buses {unique}")
    add_member(coordinator, group, sector="public")
    coordinator.visit(f"/en/networks/{group}/mix")
    coordinator.fill(public="40")
    coordinator.expect_refusal(coordinator.path())
    coordinator.press("Save")
    assert "The shares add up to 40 %." in coordinator.page.locator(".error-summary").inner_text()
    coordinator.fill(residents="60")
    coordinator.press("Save")
    anyone.visit(f"/en/networks/{group}")
    mix = section(anyone.page, "Mix of sectors")
    assert "Wanted mix and actual mix" in mix.inner_text()
    figures = mix.text_content()
    assert "40" in figures and "60" in figures and "100" in figures


@script_or_not
def test_invited_newcomer_makes_an_account_takes_part_and_runs_the_network(script, visitor, mailbox, unique):
    address, name = f"{unique}@guests.example", f"Ewa {unique}"
    coordinator, guest, other = visitor(script=script, person="coordinator"), visitor(script=script), visitor()
    group = start_working_group(coordinator, f"Green roofs {unique}")
    invite(coordinator, group, address)
    assert coordinator.said() == "The invitation is on its way."
    invitation = mailbox.link(address, "/invitations/")
    guest.visit(invitation)
    join(guest, mailbox, address, name, begin=lambda: guest.press("Make an account"))
    assert guest.path().startswith(invitation), "who makes an account for an invitation comes back to it"
    guest.press("Join")
    assert guest.said() == "Joined."
    other.visit(invitation, status=410)

    coordinator.visit(f"/en/networks/{group}/people")
    coordinator.press("Make coordinator", within=f"tr:has-text('{name}')")
    guest.visit(f"/en/networks/{group}")
    guest.press("Run this network")
    guest.press("Members")
    coordinator.press("End this role", within=f"tr:has-text('{name}'):has-text('Coordinator')")
    guest.visit(f"/en/networks/{group}/people", status=403)


@script_or_not
def test_somebody_asks_to_join_and_is_accepted(script, visitor, unique):
    coordinator, resident = visitor(script=script, person="coordinator"), visitor(script=script, person="resident")
    title = f"Gardens between houses {unique}"
    group = start_working_group(coordinator, title)
    resident.visit(f"/en/networks/{group}")
    resident.press("Ask to join")
    resident.fill(message="I keep the garden of our block.")
    resident.press("Ask to join")
    assert resident.said() == "Sent."
    coordinator.visit(f"/en/networks/{group}/people")
    asking = section(coordinator.page, "Who asks to join")
    assert "I keep the garden of our block." in asking.inner_text()
    coordinator.press("Accept")
    resident.visit("/en/my/networks")
    assert resident.page.locator("main li", has_text=title).inner_text().strip().lower().endswith("member")
