"""Reports: the list, one with its text and sentences, its claims, and what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.errors import SettingsError
from sayso.model.claim import Claim
from sayso.model.statement import Statement
from sayso.model.text import Document, DocumentRef, Sentence
from sayso.store import Filter, Reader, ReportFilter
from sayso.web.api.answers import LIMIT, After, Id, Limit, Listed, Tagged, answer
from sayso.web.api.errors import FINDS, LISTS
from sayso.web.asked import LONGEST, OnShelf, day
from sayso.web.errors import Missing

router = APIRouter(tags=["reports"], route_class=Tagged)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as received, and how it was split into sentences. Spans count Unicode code points of `document.text`."""

    document: Document
    sentences: tuple[Sentence, ...]


@router.get("/documents", operation_id="listReports", response_model=Listed[DocumentRef], responses=LISTS)
def list_reports(
    shelf: OnShelf,
    outlet: Annotated[str, Query(max_length=LONGEST, description="The outlet, as the report calls it")] = "",
    since: Annotated[str, Query(max_length=10, description="First day of publication, YYYY-MM-DD")] = "",
    until: Annotated[str, Query(max_length=10, description="Last day of publication, YYYY-MM-DD")] = "",
    language: Annotated[str, Query(max_length=8, description="ISO 639-1", examples=["en"])] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Reports without their text, newest first, ties by id; those without a day last."""
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise SettingsError(f"since {first} lies after until {last}", "swap them")
    with shelf.reader() as reader:
        page = reader.document_page(ReportFilter(outlet.strip() or None, first, last, language.strip() or None), limit, after or None)
    return answer(Listed(tuple(_ref(d) for d in page.items), page.next))


@router.get("/documents/{id}", operation_id="getReport", response_model=Report, responses=FINDS)
def get_report(shelf: OnShelf, id: Id) -> Response:
    """One report with its text and sentences."""
    with shelf.reader() as reader:
        return answer(Report(_document(reader, id), reader.sentences_of(id)))


@router.get("/documents/{id}/claims", operation_id="listClaimsOfReport", response_model=Listed[Claim], responses=FINDS)
def list_claims_of_report(shelf: OnShelf, id: Id, limit: Limit = LIMIT, after: After = "") -> Response:
    """The claims of a report, in order."""
    with shelf.reader() as reader:
        page = reader.claim_page(Filter(), limit, after or None, document=_document(reader, id, text=False).id)
    return answer(Listed(page.items, page.next))


@router.get("/documents/{id}/statements", operation_id="listStatementsOfReport", response_model=Listed[Statement], responses=FINDS)
def list_statements_of_report(shelf: OnShelf, id: Id, limit: Limit = LIMIT, after: After = "") -> Response:
    """Who says what in a report, in order."""
    with shelf.reader() as reader:
        page = reader.statement_page(ReportFilter(), limit, after or None, document=_document(reader, id, text=False).id)
    return answer(Listed(page.items, page.next))


@router.get("/statements", operation_id="listStatements", response_model=Listed[Statement], responses=LISTS)
def list_statements(
    shelf: OnShelf,
    speaker: Annotated[str, Query(max_length=LONGEST, description="The speaker's name")] = "",
    country: Annotated[str, Query(max_length=8, description="The speaker's country, ISO 3166-1 alpha-3")] = "",
    outlet: Annotated[str, Query(max_length=LONGEST, description="The outlet of the report")] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Who says what, those of the newest reports first."""
    with shelf.reader() as reader:
        wanted = ReportFilter(outlet.strip() or None)
        page = reader.statement_page(wanted, limit, after or None, speaker=speaker.strip() or None, country=country.strip() or None)
    return answer(Listed(page.items, page.next))


def _document(reader: Reader, id: str, text: bool = True) -> Document:
    """The report of this very id. Raises Missing."""
    found = reader.documents([id], text=text)
    if id not in found:
        raise Missing(f"no report has the id {id[:64]!r}", "find it in /api/v1/documents, or with the search")
    return found[id]


def _ref(d: Document) -> DocumentRef:
    return DocumentRef(d.id, d.key, d.url, d.title, d.outlet, d.published, d.basis, d.language)
