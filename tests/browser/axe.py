"""axe-core in a page: what it finds against WCAG 2.2 A and AA and best practice."""

from playwright.sync_api import Page

RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
RUN = (
    f"async () => (await axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations'], preload: false}}))"
    ".violations.map(v => v.id + ': ' + v.nodes[0].html)"
)


def violations(page: Page, axe: str) -> list[str]:
    """What axe, given as its source, finds in this page."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found
