"""A researcher or developer: a token made on a page, used by a program, and ended."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from harness.paths import script_or_not


@pytest.fixture
def ask(server):
    """Asks the API with a token; answers (status, document)."""

    def ask(path, token, body=None):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        try:
            answer = urlopen(Request(server + path, data=data, headers=headers), timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, json.loads(answer.read())

    return ask


def make_token(researcher, name, right):
    researcher.visit("/en/account/tokens")
    researcher.fill(name=name, right=right, days="30")
    researcher.press("Make a token")
    return researcher.page.locator("main code").inner_text()


@script_or_not
def test_token_reads_and_writes_until_it_is_ended(script, visitor, ask, unique):
    researcher = visitor(script=script, person="researcher")
    token = make_token(researcher, unique, "write")
    status, practices = ask("/api/v1/practices", token)
    assert status == 200 and practices
    title = f"Nobody counts the empty flats {unique}"
    draft = {"title": title, "story": "There is no list of empty flats in the city, so nobody can ask for one."}
    status, made = ask("/api/v1/actions/needs.draft", token, draft)
    assert status == 200 and made["kind"] == "need"
    researcher.visit("/en/my/needs")
    assert researcher.page.locator("main").get_by_role("link", name=title, exact=True).is_visible()

    researcher.visit("/en/account/tokens")
    assert token not in researcher.page.content(), "a token is shown once"
    researcher.press_in(researcher.page.locator("main tr", has_text=unique))
    assert ask("/api/v1/practices", token)[0] == 401


def test_token_that_only_reads_does_not_write(visitor, ask, unique):
    token = make_token(visitor(person="researcher"), unique, "read")
    assert ask("/api/v1/practices", token)[0] == 200
    status, problem = ask("/api/v1/actions/needs.draft", token, {"title": unique, "story": "It must not be kept."})
    assert status == 403 and problem["status"] == 403


@script_or_not
def test_fault_in_what_a_program_sends_is_named_by_field(script, visitor, ask, unique):
    token = make_token(visitor(script=script, person="researcher"), unique, "write")
    status, problem = ask("/api/v1/actions/needs.draft", token, {"story": "A need without a title."})
    assert status == 422
    assert "title" in json.dumps(problem)
