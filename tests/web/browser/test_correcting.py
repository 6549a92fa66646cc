"""Correcting: the review queue by its keys, merges and splits, with and without script; what was left is carried out and shown."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from playwright.sync_api import Page

from browsing import TOKEN, Guest, Served, until
from sayso.run.verdicts import Verdict, corrections_of, verdicts
from sayso.store import open_reader

Guests = Callable[..., Guest]


def left(served: Served) -> tuple[Verdict, ...]:
    """Verdicts in the store, also those that wait in its inbox."""
    with open_reader(served.store) as reader:
        return verdicts(corrections_of(reader))


def asked(page: Page) -> str:
    """The claim a page asks about."""
    return page.locator(".review .card code").last.text_content() or ""


def event_of(served: Served, claim: str) -> str:
    """The event a claim is part of, as its page says."""
    answer = httpx.get(f"{served.base}/events/{claim}", trust_env=False, follow_redirects=True)
    return answer.url.path.rpartition("/")[2]


def pressed(page: Page, key: str, says: str) -> None:
    """A key that sends a form: waits for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.get_by_text(says).first.wait_for()


def test_the_keys_of_the_review_queue(own: Served, guest: Guests) -> None:
    visitor = guest(own)
    visitor.sign_in()
    page = visitor.visit("/review")
    first = asked(page)
    pressed(page, "a", "Accepted.")
    assert [(v.claim, v.judgement) for v in left(own)] == [(first, "accepted")]
    assert asked(page) != first

    with page.expect_navigation():
        page.keyboard.press("u")
    assert asked(page) == first
    assert left(own) == ()

    pressed(page, "x", "Rejected.")
    assert [(v.claim, v.judgement) for v in left(own)] == [(first, "rejected")]

    second = asked(page)
    with page.expect_navigation():
        page.keyboard.press("Space")
    third = asked(page)
    assert third not in (first, second)

    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.closest('form.edit') !== null")
    page.fill("form.edit [name=place]", "Sarivan")
    page.fill("form.edit [name=by]", "Ada")
    page.fill("form.edit [name=reason]", "it says so")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("Noted: place Sarivan").wait_for()
    (edited,) = [v for v in left(own) if v.claim == third]
    assert (edited.judgement, edited.by, edited.reason) == ("edited", "Ada", "it says so")
    assert visitor.troubles == []

    until(lambda: carried_out(own, third))
    page.goto(f"{own.base}/review?claim={third}")
    assert "Ada" in page.locator(".card .note").text_content()


def carried_out(served: Served, claim: str) -> bool:
    """Whether nothing waits in the inbox, and the claim has its correction."""
    with open_reader(served.store) as reader:
        return not reader.waiting() and any(c.target == claim for c in reader.corrections())


def test_space_presses_the_button_that_has_the_focus(own: Served, guest: Guests) -> None:
    visitor = guest(own)
    visitor.sign_in()
    page = visitor.visit("/review")
    first = asked(page)
    page.locator("button[value=reject]").focus()
    pressed(page, "Space", "Rejected.")
    assert [(v.claim, v.judgement) for v in left(own)] == [(first, "rejected")]


def test_letters_typed_into_a_field_decide_nothing(own: Served, guest: Guests) -> None:
    visitor = guest(own)
    visitor.sign_in()
    page = visitor.visit("/review")
    page.keyboard.press("e")
    page.locator("form.edit [name=reason]").press_sequentially("a x u e")
    page.locator("#q").press_sequentially("ax")
    assert left(own) == ()
    assert page.input_value("form.edit [name=reason]") == "a x u e"


def test_who_is_not_signed_in_has_no_buttons_and_no_keys(own: Served, guest: Guests) -> None:
    page = guest(own).visit("/review")
    page.keyboard.press("a")
    page.keyboard.press("x")
    assert page.locator("button[name=verdict]").count() == 0
    assert page.get_by_role("link", name="Sign in", exact=True).is_visible()
    assert left(own) == ()


def test_without_script_verdicts_are_given_too(own: Served, guest: Guests) -> None:
    visitor = guest(own, java_script_enabled=False)
    visitor.visit("/sign-in").fill("#token", TOKEN)
    visitor.page.click("main form button")
    page = visitor.visit("/review")
    page.click("button[value=accept]")
    page.get_by_text("Accepted.").wait_for()
    assert [v.judgement for v in left(own)] == ["accepted"]


def test_claims_are_split_off_an_event_and_merged_back(own: Served, guest: Guests) -> None:
    visitor = guest(own)
    visitor.sign_in()
    event = own.main_event()
    page = visitor.visit(f"/events/{event['id']}")
    box = page.locator("input[name=claim]").last
    claim = box.get_attribute("value")
    box.check()
    page.fill("#split-why", "another day")
    page.get_by_role("button", name="Split the picked claims off").click()
    page.wait_for_load_state()
    until(lambda: all(m["claim"] != claim for m in own.data(f"/events/{event['id']}")["members"]))
    page.reload()
    assert page.locator(f"#claim-{claim}").count() == 0
    assert "another day" in page.locator("section[aria-labelledby=corrected]").text_content()

    other = event_of(own, claim)
    assert other != event["id"]
    page.fill("fieldset input[name=other]:not([type=checkbox])", other)
    page.get_by_role("button", name="Merge").click()
    page.wait_for_load_state()
    until(lambda: event_of(own, claim) == event_of(own, event["members"][0]["claim"]))
    page.goto(f"{own.base}/events/{claim}")
    assert page.locator(f"#claim-{claim}").count() == 1
    assert visitor.troubles == []
