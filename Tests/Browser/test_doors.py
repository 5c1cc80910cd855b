"""The doors beside the pages: the API's description, downloads, health, and the headers that guard every answer."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from openapi_spec_validator import validate


@pytest.fixture
def fetch(server):
    """Answers (status, headers, body) for a path, whatever the status."""

    def get(path, **headers):
        try:
            answer = urlopen(Request(server + path, headers=headers), timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read()

    return get


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_operator_is_answered(path, fetch):
    assert fetch(path)[0] == 200


def test_description_of_the_api_is_valid_openapi(fetch):
    _, _, body = fetch("/api/openapi.json")
    description = json.loads(body)
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_every_public_list_of_the_api_answers(fetch):
    paths = json.loads(fetch("/api/openapi.json")[2])["paths"]
    open_lists = [
        path for path, verbs in paths.items()
        if "{" not in path and "get" in verbs and not verbs["get"].get("security")
    ]
    assert open_lists
    for path in open_lists:
        required = [p for p in paths[path]["get"].get("parameters", []) if p.get("required")]
        status, headers, body = fetch(path)
        assert status == (422 if required else 200), f"{path} answered {status}"
        assert "json" in headers["Content-Type"]
        json.loads(body)


def test_unknown_address_of_the_api_is_a_problem_document(fetch):
    status, headers, body = fetch("/api/v1/no-such-thing")
    assert status == 404
    assert headers["Content-Type"].startswith("application/problem+json")
    assert json.loads(body)["status"] == 404


@pytest.mark.parametrize("path", ["/en/", "/en/practices", "/en/no-such-page", "/api/openapi.json"])
def test_answers_carry_the_guarding_headers(path, fetch):
    _, headers, _ = fetch(path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_page_that_has_not_changed_is_not_sent_again(fetch):
    tag = fetch("/en/practices")[1]["ETag"]
    assert tag
    assert fetch("/en/practices", **{"If-None-Match": tag})[0] == 304
