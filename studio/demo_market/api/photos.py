"""`/v1/photos`: upload, look up by content, and look at."""

import hashlib

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import FileResponse, Response

from studio.demo_market import photos
from studio.demo_market.answers import Photo
from studio.demo_market.api.writing import Key, MarketHere, Reply, show, write
from studio.demo_market.problems import Problem
from studio.demo_market.store import Transaction

router = APIRouter(prefix="/v1/photos", tags=["photos"])


@router.post("", response_model=Photo, status_code=201, responses={200: {"model": Photo}})
def upload_photo(request: Request, market: MarketHere, file: UploadFile, key: Key = None) -> Response:
    """Upload a JPEG, PNG or WebP as form field `file`. The same content is the same photo: 200 instead of 201."""
    content = file.file.read()
    header = photos.read_header(content)
    sha256 = photos.keep_file(market.photo_folder, content)

    def act(tx: Transaction) -> Reply:
        status = 201 if photos.find_by_sha(tx, sha256) is None else 200
        return Reply(status=status, body=photos.answer(photos.add(tx, sha256, header, len(content))))

    return write(request, act, hashlib.sha256(content).hexdigest())


@router.get("/by-sha/{sha256}", response_model=Photo)
def get_photo_by_sha(market: MarketHere, sha256: str) -> Response:
    with market.store.reading() as tx:
        row = photos.find_by_sha(tx, sha256)
    if row is None:
        raise Problem(404, "not-found", "No photo with this content was uploaded.")
    return show(photos.answer(row))


@router.get("/{photo_id}", response_class=FileResponse)
def get_photo(market: MarketHere, photo_id: str) -> Response:
    """The picture itself, as it was uploaded."""
    with market.store.reading() as tx:
        row = photos.fetch(tx, photo_id)
    media_type = f"image/{row['format'].lower()}"
    return FileResponse(photos.path_of(market.photo_folder, row["sha256"]), media_type=media_type)


@router.get("/{photo_id}/thumb", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
def get_thumb(market: MarketHere, photo_id: str) -> Response:
    with market.store.reading() as tx:
        row = photos.fetch(tx, photo_id)
    return Response(photos.thumb(market.photo_folder, row["sha256"]), media_type="image/jpeg")
