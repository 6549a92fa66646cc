"""Pages cut short: what stands before the cut is kept, and the reader is told."""

from __future__ import annotations

import pytest

from sayso.model.text import Document
from sayso.readers.options import DEFAULTS
from sayso.readers.pages.page import CUT, make_page
from sayso.readers.unit import Unit

BODY = tuple(f"Iran warned the United States on Friday that attack number {n} would be met with a firm response, officials said." for n in range(8))
WHOLE = (
    '<!doctype html><html lang="en"><head><title>Iran issues warning</title></head><body><div class="page"><article><h1>Iran issues warning</h1>'
    + "".join(f'<p class="text">{words}</p>\n' for words in BODY)
    + '</article><div class="more"><ul><li><a href="/1">One more</a></li></ul></div><!-- the end --><script>var x = "<p>";</script></div></body></html>'
)


def made(page: str) -> Document:
    return make_page(Unit("p", "p", "page", page.encode()), DEFAULTS)


def test_cut_anywhere() -> None:
    begin, end = WHOLE.index(BODY[1]), WHOLE.index("</body>")
    for at in range(begin, end, 29):
        found = made(WHOLE[:at])
        assert CUT in found.flags, WHOLE[at - 30 : at]
        assert found.title == "Iran issues warning"
        whole = [words for words in BODY if WHOLE.index(words) + len(words) < at]
        assert all(words in found.text for words in whole), at


@pytest.mark.parametrize(
    "page", [WHOLE, WHOLE.replace("</body></html>", "</html>"), WHOLE.replace("</div></body>", "</body>"), "<p>A short fragment, whole.</p>", "<p>Open"]
)
def test_whole_pages_are_not_called_cut(page: str) -> None:
    assert CUT not in made(page).flags


@pytest.mark.parametrize("opener", ["<!-- a note", "<script>var x = 1;", "<style>p {", "<textarea>", "<!--"])
def test_what_is_never_closed_hides_nothing(opener: str) -> None:
    found = made(
        WHOLE.replace("<!-- the end -->", "")
        .replace('<script>var x = "<p>";</script>', "")
        .replace(f'<p class="text">{BODY[3]}', f'{opener}<p class="text">{BODY[3]}')
    )
    assert CUT in found.flags
    assert all(words in found.text for words in BODY)


def test_a_closed_comment_hides_what_it_holds() -> None:
    found = made(WHOLE.replace(f'<p class="text">{BODY[3]}</p>', f'<!-- <p class="text">{BODY[3]}</p> --!>'))
    assert CUT not in found.flags
    assert BODY[3] not in found.text
    assert BODY[4] in found.text
