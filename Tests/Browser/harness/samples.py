"""One of everything that signed-in people have pages for, made by the demo people through the pages themselves."""

from functools import cached_property

from . import deeds


class Samples:
    """`samples["draft"]` is the part of an address that names a draft. Each is made once, when it is first asked for."""

    def __init__(self, new_visitor, mailbox):
        self._new_visitor = new_visitor
        self._mailbox = mailbox

    def __getitem__(self, name):
        return getattr(self, name)

    def _as(self, person, deed, *values):
        someone = self._new_visitor(person=person)
        try:
            return deed(someone, *values)
        finally:
            someone.page.context.close()

    @cached_property
    def draft(self):
        return self._as("officer", deeds.draft_need, "Sample: a draft", "The library has no room for young people.")

    @cached_property
    def need(self):
        return self._as("officer", deeds.publish_need, "Sample: a need of our city")

    @cached_property
    def practice(self):
        return self._as("officer", deeds.register_practice, "Sample: a workshop in an empty shop")

    @cached_property
    def practice_taken_back(self):
        """A practice that only its author sees."""
        return self._as("officer", deeds.take_back_practice, "Sample: a practice that was taken back")

    @cached_property
    def adoption(self):
        return self._as("officer", deeds.record_adoption, self.practice)

    @cached_property
    def adopted(self):
        """A practice with an adoption."""
        assert self.adoption
        return self.practice

    @cached_property
    def idea(self):
        return self._as("resident", deeds.voice_idea, self.need, "Sample: a shared workshop in each empty shop")

    @cached_property
    def idea_taken_back(self):
        return self._as("resident", deeds.take_back_idea, self.need, "Sample: an idea that was taken back")

    @cached_property
    def place(self):
        """A place that its city has not published yet."""
        return self._as("resident", deeds.propose_place, "Sample: a workshop that residents run")

    @cached_property
    def network(self):
        return self._as("coordinator", network_with_a_mix)

    @cached_property
    def member(self):
        return self._as("coordinator", deeds.add_member, self.network)

    @cached_property
    def invitation(self):
        address = "sample@invited.example"
        self._as("coordinator", deeds.invite, self.network, address)
        return self._mailbox.link(address, "/invitations/").split("/")[-1]

    @cached_property
    def person(self):
        """One with a role, so that the page shows both how roles are given and how they are ended."""
        return self._as("administrator", person_with_a_role)

    @cached_property
    def trial(self):
        return self._as("administrator", deeds.read_on_trial, "sample.csv")

    @cached_property
    def table(self):
        return self._as("administrator", deeds.ask_for_columns)

    @cached_property
    def hidden(self):
        """An entry that administrators hid, by its identifier."""
        slug = self._as("officer", deeds.publish_need, "Sample: a need that is hidden")
        return self._as("administrator", deeds.hide, "needs", slug)


def network_with_a_mix(coordinator):
    group = deeds.start_working_group(coordinator, "Sample: a working group")
    deeds.add_member(coordinator, group, city="Turku")
    coordinator.visit(f"/en/networks/{group}/mix")
    coordinator.fill(public="40", residents="60")
    coordinator.press("Save")
    return group


def person_with_a_role(administrator):
    administrator.visit("/en/admin/people")
    officer = administrator.page.get_by_role("link", name="Aino Salmela")
    return officer.get_attribute("href").split("/")[-1]
