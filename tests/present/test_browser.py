"""The pages as people see them, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from readout.model import Record
from readout.present.html import render
from readout.present.web.asked import article_address

from .made import BODY, TEXT, hostile, summit

Open = Callable[..., Page]
AXE = Path(axe_playwright_python.__file__ or "").with_name("axe.min.js").read_text(encoding="utf-8")

# The contrast of every piece of text with what is behind it: [ratio, words] of those that WCAG AA does not allow.
CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (el) => {
    for (; el; el = el.parentElement) {
      const c = rgba(getComputedStyle(el).backgroundColor);
      if (c[3] === 255) return c;
      if (c[3] !== 0) throw new Error('a half transparent ground');
    }
    return rgba('white');
  };
  const bad = [];
  let seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const el = walk.currentNode.parentElement, words = walk.currentNode.data.trim();
    if (!words || !el.getClientRects().length || el.closest('script, option')) continue;
    const style = getComputedStyle(el), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const [a, b] = [light(rgba(style.color)), light(ground(el))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    seen += 1;
    if (ratio < (large ? 3 : 4.5)) bad.push([ratio.toFixed(2), words]);
  }
  if (seen < 5) throw new Error('no text was looked at');
  return bad;
}"""
VIEWS = (
    *(
        "/",
        "/articles",
        "/events?who=Kibet",
        "/timeline",
        "/calendar?month=2025-03",
        "/places",
        "/statements",
        "/claims",
    ),
    *("/people", "/people/1", "/met", "/search?q=strike", "/articles/summit", "/articles/summit?version=1"),
)
WIDTHS = (320, 768, 2200)


def marked(page: Page, of: str) -> str:
    """The words in the article's text under the mark of one thing."""
    return page.evaluate(
        "of => [...document.querySelectorAll(`[data-of~='${of}']`)].map(e => e.textContent).join('')", of
    )


# The browser answers a click or a key when it has time: these two wait for what is to come, and fail when it doesn't.
def leads_to(page: Page, end: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(end) + "$"))


def lit(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => [...document.querySelectorAll('.m.on')].map(e => e.textContent).join('') === words", arg=words
    )


def test_the_marks_are_exactly_the_record_s_words(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit?version=1")
    record = summit()
    for event in record.events:
        assert marked(page, f"a1-{event.id}") == TEXT[event.trigger.start : event.trigger.end]
    for entity in record.entities:
        words = "".join(TEXT[m.start : m.end] for m in sorted(entity.mentions, key=lambda m: m.start))
        assert marked(page, f"a1-{entity.id}") == words
    for statement in record.statements:
        spans = sorted(s for s in (*statement.content, statement.source, statement.cue) if s)
        assert marked(page, f"a1-{statement.id}") == "".join(TEXT[s.start : s.end] for s in spans)
    assert page.locator(".body p").all_text_contents()[1:] == list(BODY)


def test_a_record_of_the_pipeline_is_marked_likewise(opened: Open, site: str, read_record: Record) -> None:
    page = opened(site + article_address("a/b c?d#e%2F.html"))
    text = read_record.article.text
    assert read_record.events
    for event in read_record.events:
        assert marked(page, f"a1-{event.id}") == text[event.trigger.start : event.trigger.end]
    for time in read_record.times:
        assert marked(page, f"a1-{time.id}") == text[time.start : time.end]


def test_pointing_at_a_card_lights_its_words_and_the_other_way_round(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit")
    page.hover("#a1-s2")
    lit(page, 'Kibetsaid"we will sign the deal" and that talks would go on')
    page.hover("#a1-e2")
    lit(page, "attend")
    page.hover("[data-of~='a1-e1']")
    expect(page.locator("#a1-e1.on")).to_have_count(1)
    expect(page.locator("#a1-s1.near")).to_have_count(1)
    page.hover(".headline", position={"x": 1, "y": 1})
    page.hover(".byline")
    lit(page, "")
    expect(page.locator(".card.on")).to_have_count(0)


def test_the_record_scrolls_to_the_card_and_the_page_stays(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit", reduced_motion="reduce", viewport={"width": 1400, "height": 600})
    page.hover("[data-of~='a1-t3']")
    page.wait_for_function("""() => document.querySelector('.record').scrollTop > 0
        && document.querySelector('#a1-t3').getBoundingClientRect().bottom <= innerHeight""")
    assert page.evaluate("scrollY") == 0


def test_the_keyboard_reaches_the_words_the_cards_and_back(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("a[href='#a1-e2']")
    expect(page.locator("#a1-e2.on")).to_have_count(1)
    page.keyboard.press("Enter")
    leads_to(page, "#a1-e2")
    page.keyboard.press("Tab")
    page.focus("#a1-e2 .words")
    lit(page, "attend")
    page.keyboard.press("Enter")
    leads_to(page, "#at-a1-e2")
    page.keyboard.press("Escape")
    lit(page, "")


def test_each_mark_can_be_put_out(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit")
    ground = "e => getComputedStyle(e).backgroundColor"
    clear = "rgba(0, 0, 0, 0)"
    word, said = page.locator("[data-of~='a1-e2']"), page.locator(".m.p-statement:not(.p-event)").first
    assert clear not in (word.evaluate(ground), said.evaluate(ground))
    page.uncheck(".show-event")
    page.uncheck(".show-statement")
    assert (word.evaluate(ground), said.evaluate(ground)) == (clear, clear)
    page.uncheck(".show-who")
    assert "underline" not in page.locator(".m.p-person").first.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_one_walks_from_the_articles_to_the_words_of_an_event(opened: Open, site: str) -> None:
    page = opened(site)
    page.fill("input[name=q]", "strike")
    page.press("input[name=q]", "Enter")
    leads_to(page, "/search?q=strike")
    page.click("nav >> text=Events")
    page.fill("input[name=who]", "Kibet")
    page.select_option("select[name=status]", "uncertain")
    page.click("button:text('Show')")
    expect(page).to_have_url(re.compile("who=Kibet.*status=uncertain"))
    page.click(".grid .by a >> nth=0")
    leads_to(page, "#at-a1-e2")
    expect(page.locator("h1")).to_have_count(1)
    page.go_back()
    expect(page.locator("input[name=who]")).to_have_value("Kibet")


def test_the_page_is_whole_without_javascript(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit", java_script_enabled=False)
    assert page.locator("#a1-e2 .reason").inner_text() == "(a strike)"
    page.click("a[href='#a1-e2']")
    leads_to(page, "#a1-e2")
    page.click("#a1-e2 .words")
    leads_to(page, "#at-a1-e2")
    page.click("nav >> text=Statements")
    page.fill("input[name=by]", "Kibet")
    page.click("button:text('Show')")
    expect(page).to_have_url(re.compile("by=Kibet"))
    expect(page.locator(".row").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened: Open, site: str, scheme: str) -> None:
    page = opened(site, color_scheme=scheme)
    for view in VIEWS:
        page.goto(site + view)
        assert page.evaluate(CONTRAST) == [], view
    for card in ("#a1-s1", "#a1-e1", "#a1-p1", "#a1-t1"):
        page.hover(card)
        assert page.evaluate(CONTRAST) == [], card


def test_light_and_dark_follow_the_reader(opened: Open, site: str) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = opened(site, color_scheme="light").evaluate(ground)
    assert light != opened(site, color_scheme="dark").evaluate(ground)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_width_scrolls_sideways(opened: Open, site: str, width: int) -> None:
    page = opened(site, viewport={"width": width, "height": 844})
    for view in (*VIEWS, article_address(hostile().article.id)):
        page.goto(site + view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_what_is_touched_is_big_enough(opened: Open, site: str) -> None:
    page = opened(f"{site}/events", viewport={"width": 390, "height": 844}, has_touch=True)
    for field in page.locator("input:visible, select:visible, button:visible").all():
        box = field.bounding_box()
        assert box
        assert box["height"] >= 24


def test_the_parts_of_a_page_have_names(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit")
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("navigation", name="Views").count() == 1
    assert page.get_by_role("search").count() == 1
    assert page.get_by_role("article").count() == 1
    assert page.get_by_role("region", name="Record").count() == 1
    assert page.get_by_role("heading", level=1).inner_text() == f"{summit().article.headline}"
    assert page.get_by_role("checkbox", name="Events").is_checked()
    nameless = """() => [...document.querySelectorAll('a, button, input')].filter(
        e => !e.textContent.trim() && !e.ariaLabel && !e.labels?.length).length"""
    assert page.evaluate(nameless) == 0


@pytest.mark.parametrize(
    "address", ["/articles?page=3", "/people?name=7", "/statements?by=nobody", article_address(hostile().article.id)]
)
def test_a_hostile_article_runs_nothing(opened: Open, site: str, address: str) -> None:
    page = opened(site + address)
    page.wait_for_timeout(50)
    assert page.locator("main script, main img, main svg, main iframe").count() == 0
    if "/articles/" in address:
        assert page.locator("h1").inner_text() == "<script>alert(1)</script>"


def test_no_character_turns_the_words_that_follow_it(opened: Open, site: str) -> None:
    page = opened(site + article_address(hostile().article.id))
    lefts = page.evaluate("""() => {
        const walk = document.createTreeWalker(document.querySelector('.body'), NodeFilter.SHOW_TEXT), found = {};
        while (walk.nextNode()) for (const word of ['red', 'gnp.exe', 'said', ' it']) {
            const at = walk.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + word.length);
            found[word] = range.getBoundingClientRect().left;
        }
        return [found['red'], found['gnp.exe'], found['said'], found[' it']];
    }""")
    assert lefts == sorted(lefts)
    text = hostile().article.text
    assert page.locator(".body p").text_content() == text[text.index("<img") :]


def test_the_document_in_a_file_is_the_same_page(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render([summit(), hostile()]), encoding="utf-8")
    page = opened(file.as_uri())
    page.hover("#a1-e2")
    lit(page, "attend")
    assert page.evaluate(CONTRAST) == []
    page.click(".contents a >> nth=1")
    leads_to(page, "#a2")


def test_on_paper_there_is_the_article_and_its_record_and_no_more(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".bar").is_visible()
    assert page.locator(".record").evaluate("e => getComputedStyle(e).overflowY") == "visible"
    assert page.locator("#a1-problems").is_visible()


def test_a_search_leads_to_the_article_and_names_the_words_there(opened: Open, site: str) -> None:
    page = opened(f"{site}/search?q=strike")
    link = page.locator(".row h2 a").first
    assert (link.get_attribute("href") or "").endswith("#:~:text=strike")
    link.click()
    expect(page.locator("h1")).to_have_text(re.compile("^Norway"))


def test_a_refusal_looks_like_the_other_pages(browser: Browser, site: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{site}/events?status=maybe")
    assert answer
    assert answer.status == 400
    assert page.get_by_role("heading", level=1).inner_text() == "The question can't be answered"
    page.click("text=Start this view afresh")
    expect(page).to_have_url(f"{site}/events")
    page.close()


def test_a_newcomer_finds_in_three_clicks_where_someone_is_to_be_and_who_says_so(opened: Open, site: str) -> None:
    page = opened(site)
    page.click(".desk-side >> text=Ingrid Dahl")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingrid Dahl")
    where = page.get_by_role("region", name="Whereabouts by day").locator(".item", has_text="4 March 2025").first
    expect(where).to_contain_text("Nairobi")
    expect(where).to_contain_text("according to KBN")
    where.locator(".words").first.click()
    leads_to(page, "#at-a1-e1")


def test_keys_lead_to_views_rows_and_the_search(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)") == 1
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").blur()
    page.keyboard.press("n")
    expect(page).to_have_url(f"{site}/articles?page=2")
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page).to_have_url(f"{site}/claims")
    page.keyboard.press("?")
    page.get_by_label("Keys of one letter work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_axe_finds_no_violation(opened: Open, site: str) -> None:
    page = opened(site, bypass_csp=True)
    for view in (*VIEWS, "/people?kind=country", "/search?q=strke", article_address(hostile().article.id)):
        page.goto(site + view)
        page.evaluate(AXE)
        # Its rule of contrast is the slowest, and the test of contrast above is stricter.
        found = page.evaluate("""axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
            rules: { 'color-contrast': { enabled: false } },
            resultTypes: ['violations'],
        })""")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], view
        assert len(found["passes"]) > 20
