"""The closet as a buyer sees it, in a browser; only what is for sale or sold is shown."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from studio.demo_market import listings, pages, photos
from studio.demo_market.api.writing import MarketHere
from studio.demo_market.market import Market
from studio.demo_market.problems import Problem
from studio.demo_market.store import Row

router = APIRouter(include_in_schema=False)
SHOWN = ("active", "sold")


@router.get("/")
def closet(market: MarketHere) -> HTMLResponse:
    with market.store.reading() as tx:
        rows = tx.all(
            "SELECT * FROM listings WHERE status IN ('active', 'sold') AND deleted_at IS NULL "
            "ORDER BY published_at DESC"
        )
        shown = [listings.answer(tx, row) for row in rows]
    return HTMLResponse(pages.closet(shown))


@router.get("/l/{listing_id}")
def listing(market: MarketHere, listing_id: str) -> HTMLResponse:
    with market.store.reading() as tx:
        row = listings.fetch(tx, listing_id)
        if row["status"] not in SHOWN:
            raise Problem(404, "not-found", "This piece is not on the rail.")
        return HTMLResponse(pages.listing(listings.answer(tx, row)))


@router.get("/p/{photo_id}")
def photo(market: MarketHere, photo_id: str) -> Response:
    row = _shown_photo(market, photo_id)
    media_type = f"image/{row['format'].lower()}"
    return FileResponse(photos.path_of(market.photo_folder, row["sha256"]), media_type=media_type)


@router.get("/p/{photo_id}/thumb")
def thumb(market: MarketHere, photo_id: str) -> Response:
    row = _shown_photo(market, photo_id)
    return Response(photos.thumb(market.photo_folder, row["sha256"]), media_type="image/jpeg")


def _shown_photo(market: Market, photo_id: str) -> Row:
    with market.store.reading() as tx:
        shown = tx.one(
            "SELECT 1 FROM listings, json_each(listings.photos) AS photo "
            "WHERE photo.value = ? AND status IN ('active', 'sold') AND deleted_at IS NULL",
            photo_id,
        )
        if shown is None:
            raise Problem(404, "not-found", "This photo is not on the rail.")
        return photos.fetch(tx, photo_id)
