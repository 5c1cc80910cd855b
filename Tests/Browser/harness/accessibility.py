"""axe-core, the checker that accessibility auditors use, over the page that is open."""

from functools import cache
from pathlib import Path

import axe_playwright_python

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def axe_source():
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page, rules=TAGS):
    """One line for each violation of WCAG 2.2 A and AA or of axe's best practices: rule, element, what to mend."""
    page.evaluate(axe_source())
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    assert result["passes"], "axe ran no rule"
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def repeated_identifiers(page):
    """One line for each `id` that several elements have: labels, links and errors would lead to the wrong one."""
    identifiers = page.eval_on_selector_all("[id]", "elements => elements.map(e => e.getAttribute('id'))")
    return [f"the id {one} stands on several elements" for one in set(identifiers) if identifiers.count(one) > 1]
