"""What people do on several paths, as they do it: by the forms of the pages. Who does it must be on their own session."""

import time

# The lists of Finland's authorities: what a programme's funded projects look like as they publish them.
COLUMNS = (
    "Koodi,Rahasto,Hankkeen nimi,Tl,Viranomainen,Tila,Aloituspvm,Päättymispvm,Toteuttajan nimi,"
    "Myönnetty EU- ja valtion rahoitus,Toteutunut EU- ja valtion rahoitus,"
    "Suunniteltu julkinen rahoitus yhteensä,Toteutunut julkinen rahoitus yhteensä"
)
JOB_SECONDS = 20


def draft_need(author, title, story="Flats above the shops stand empty and nobody mends them.", **more):
    """Writes a need up to the page before publishing; answers the last part of its address."""
    author.visit("/en/needs/new")
    author.fill(title=title, story=story, **more)
    author.press("Go on to similar needs")
    return author.slug()


def publish_need(author, title, **more):
    slug = draft_need(author, title, **more)
    author.press("Publish the need")
    return slug


def voice_idea(author, need, title):
    author.visit(f"/en/needs/{need}/idea")
    author.fill(title=title, story="Residents run it together, and the city lends the rooms.")
    author.press("Publish the idea")
    author.page.locator("main").get_by_role("link", name=title).first.click()
    author.page.wait_for_url("**/en/ideas/*")
    return author.slug()


def take_back_idea(author, need, title):
    slug = voice_idea(author, need, title)
    author.press("Take back")
    return slug


def register_practice(officer, title):
    officer.visit("/en/practices/new")
    officer.fill(title=title, story="Residents keep a shared workshop in an empty shop.", year="2019")
    officer.press("Publish the practice")
    return officer.slug()


def take_back_practice(officer, title):
    slug = register_practice(officer, title)
    officer.press("Take back")
    return slug


def record_adoption(officer, practice, year="2022", outcome="failed", **more):
    """Records an adoption, a failed one unless told otherwise; answers its identifier."""
    officer.visit(f"/en/practices/{practice}/adopt")
    officer.fill(year=year, outcome=outcome, evidence="claimed", **more)
    officer.press("Publish the adoption")
    change = officer.page.locator("main a[href*='/adoptions/']").last
    return change.get_attribute("href").split("/")[-1]


def propose_place(author, title):
    author.visit("/en/places/new")
    author.fill(title=title, city="Tampere", story="Neighbours mend what is broken, together.")
    author.press("Save")
    return author.slug()


def start_working_group(coordinator, title):
    coordinator.visit("/en/my/networks")
    coordinator.follow(coordinator.page.locator("main a[href*='/en/networks/']").first)
    coordinator.press("Run this network")
    coordinator.press("Start a working group")
    coordinator.fill(title=title)
    coordinator.press("Save")
    return coordinator.slug()


def add_member(coordinator, network, city="Tampere", organisation="", sector="public", level="informed"):
    """Makes a city or an organisation a member; answers the identifier of the membership."""
    coordinator.visit(f"/en/networks/{network}/add-member")
    coordinator.fill(city=city, organisation=organisation, sector=sector, level=level)
    coordinator.press("Add")
    change = coordinator.page.locator("main td a[href*='/members/']").last
    return change.get_attribute("href").split("/")[-1]


def invite(coordinator, network, address):
    coordinator.visit(f"/en/networks/{network}/invite")
    coordinator.fill(email=address, role="member")
    coordinator.press("Send the invitation")


def join(someone, mailbox, address, name, password=None, begin=None):
    """Makes an account by the form, which `begin` opens, and by the link that is mailed; ends signed in."""
    begin() if begin else someone.visit("/en/join")
    someone.fill(name=name, email=address, **({"new_password": password} if password else {}))
    someone.press("Make an account")
    someone.visit(mailbox.link(address, "/join/confirm"))
    someone.press("Make my account")


def upload(administrator, name, content, **more):
    """Gives a file to be read on trial."""
    administrator.visit("/en/admin/imports")
    administrator.fill(file={"name": name, "mimeType": "text/csv", "buffer": content.encode()}, **more)
    administrator.press("Read it on trial")


def read_on_trial(administrator, name, title="Sample: a project of a list"):
    """Uploads a list of two rows, of which one has a day that no calendar has; answers the identifier of the job."""
    rows = [
        f"A1,EAKR,{title},2,Uudenmaan liitto,Toiminnassa,1.3.2015,28.2.2017,Tampereen kaupunki,443909,71641,443909,54941",
        f"A2,EAKR,{title} (2),2,Uudenmaan liitto,Toiminnassa,31.2.2015,28.2.2017,Tampereen kaupunki,1,1,1,1",
    ]
    content = "\n".join([COLUMNS, *rows, ""])
    upload(administrator, name, content, kind="operations", mapping="fi-structural-funds-2014-2020")
    job = administrator.page.url.split("/")[-1]
    wait_for_job(administrator)
    return job


def ask_for_columns(administrator):
    """Uploads a table up to the page that asks what its columns mean; answers the query of its address."""
    upload(administrator, "sample.csv", "Kommune,Merknad\nHamar,Ingen\n", kind="cities")
    return administrator.page.url.partition("?")[2]


def wait_for_job(administrator):
    """Looks at the page of a job again until it has ended."""
    deadline = time.monotonic() + JOB_SECONDS
    while administrator.page.get_by_role("link", name="Look again").count():
        assert time.monotonic() < deadline, administrator.content()
        time.sleep(0.2)
        administrator.page.reload()


def hide(administrator, kind, slug):
    """Hides an entry from its own page; answers its identifier."""
    administrator.visit(f"/en/{kind}/{slug}")
    administrator.press("Hide or show this entry")
    identifier = administrator.page.locator("main [name=entry][type=text]").input_value()
    administrator.fill(within="form:has([name=entry][type=text])", reason="It was written for a test.")
    administrator.press("Hide the entry")
    return identifier
