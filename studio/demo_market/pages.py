"""The market's few web pages: the closet as a buyer sees it, and the seller's consent."""

from collections.abc import Iterable, Mapping
from html import escape

from studio.demo_market.answers import Listing
from studio.demo_market.rules import CONDITIONS

STYLE = """
:root { color-scheme: light dark; --page: #FAF8F5; --surface: #FFFFFF; --sunken: #F1EDE8; --line: #E3DDD5;
  --text: #24201D; --soft: #675E56; --accent: #8A2A4E; --on-accent: #FFFFFF; --sold: #745500; --sold-ground: #FAEFCB; }
@media (prefers-color-scheme: dark) {
  :root { --page: #1D1A18; --surface: #272320; --sunken: #141210; --line: #3A3531; --text: #F0EBE6; --soft: #B3A99F;
    --accent: #E48FB0; --on-accent: #2B0F1B; --sold: #F0D486; --sold-ground: #3B3010; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 Inter, system-ui, sans-serif; }
a { color: inherit; text-decoration: none; }
header { padding: 28px 5vw 20px; border-bottom: 1px solid var(--line); }
header b { color: var(--accent); letter-spacing: .02em; }
h1 { font-size: 26px; margin: 4px 0 0; font-weight: 650; }
main { padding: 28px 5vw 64px; max-width: 1280px; margin: auto; }
.soft { color: var(--soft); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 28px 20px; }
.photo { position: relative; aspect-ratio: 3 / 4; background: var(--sunken); border-radius: 10px; overflow: hidden; }
.photo img { width: 100%; height: 100%; object-fit: cover; display: block; }
.badge { position: absolute; left: 10px; top: 10px; padding: 2px 12px; border-radius: 20px; font-size: 12px;
  font-weight: 600; color: var(--sold); background: var(--sold-ground); }
.title { margin: 10px 0 0; font-weight: 600; overflow-wrap: anywhere; }
.price { font-weight: 650; } s { color: var(--soft); font-weight: 400; margin-left: 6px; }
.one { display: grid; grid-template-columns: minmax(0, 480px) minmax(0, 1fr); gap: 40px; }
.one .photo { margin-bottom: 16px; } .words { white-space: pre-line; overflow-wrap: anywhere; }
@media (max-width: 760px) { .one { grid-template-columns: 1fr; } }
.consent { max-width: 440px; margin: 10vh auto; background: var(--surface); border: 1px solid var(--line);
  border-radius: 10px; padding: 32px; }
button { font: inherit; font-weight: 600; padding: 9px 20px; border-radius: 8px; border: 1px solid var(--line);
  background: var(--surface); color: var(--text); cursor: pointer; margin-right: 10px; }
button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
"""


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>{body}</html>'
    )


def _header(line: str) -> str:
    return (
        f'<header><a href="/"><b>Closet Fair</b></a><h1>Your Closet</h1><div class="soft">{escape(line)}</div></header>'
    )


def _price(listing: Listing) -> str:
    now, was = listing.price_minor or 0, listing.original_price_minor
    struck = f"<s>${was / 100:,.2f}</s>" if was and was > now else ""
    return f'<span class="price">${now / 100:,.2f}</span>{struck}'


def _photo(photo_id: str, title: str, *, sold: bool, thumb: bool) -> str:
    badge = '<span class="badge">Sold</span>' if sold else ""
    size = "/thumb" if thumb else ""
    return (
        f'<div class="photo"><img src="/p/{escape(photo_id)}{size}" alt="{escape(title)}" loading="lazy">{badge}</div>'
    )


def _card(listing: Listing) -> str:
    soft = " · ".join(word for word in (listing.brand, listing.size and f"size {listing.size}") if word)
    photo = _photo(listing.photos[0], listing.title, sold=listing.status == "sold", thumb=True)
    return (
        f'<a href="{escape(listing.url)}">{photo}<div class="title">{escape(listing.title)}</div>'
        f'<div class="soft">{escape(soft)}</div>{_price(listing)}</a>'
    )


def closet(listings: Iterable[Listing]) -> str:
    """The shop window: what is for sale first, then what was sold."""
    shown = sorted(listings, key=lambda listing: listing.status == "sold")
    active = sum(listing.status == "active" for listing in shown)
    line = f"{active} {'piece' if active == 1 else 'pieces'} for sale, {len(shown) - active} sold"
    cards = "".join(_card(listing) for listing in shown)
    body = (
        f'<div class="grid">{cards}</div>' if shown else '<p class="soft">Nothing on the rail yet. Come back soon.</p>'
    )
    return _page("Closet Fair", f"{_header(line)}<main>{body}</main>")


def listing(one: Listing) -> str:
    facts = {
        "Brand": one.brand,
        "Size": one.size,
        "Colour": ", ".join(one.colours),
        "Condition": CONDITIONS.get(one.condition or "", ""),
        "Category": one.category,
    }
    rows = "".join(
        f"<div><span class=soft>{name}</span> {escape(value)}</div>" for name, value in facts.items() if value
    )
    sold = one.status == "sold"
    photos = "".join(_photo(photo_id, one.title, sold=sold, thumb=False) for photo_id in one.photos)
    likes = f"{one.counts.likes} {'person likes' if one.counts.likes == 1 else 'people like'} this" * bool(
        one.counts.likes
    )
    words = (
        f'<h1>{escape(one.title)}</h1><p>{_price(one)}</p>{rows}<p class="words">{escape(one.description)}</p>'
        f'<p class="soft">{likes}</p>'
    )
    return _page(one.title, f'{_header("")}<main><div class="one"><div>{photos}</div><div>{words}</div></div></main>')


def consent(client: str, fields: Mapping[str, str]) -> str:
    """Asks the seller whether this program may act for the closet."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()
    )
    return _page(
        "Connect to Closet Fair",
        f'<div class="consent"><b style="color:var(--accent)">Closet Fair</b><h1>Connect {escape(client)}?</h1>'
        "<p>It will be able to list pieces, answer messages and offers, and see your orders and their addresses.</p>"
        f'<form method="post" action="/oauth/authorize">{hidden}'
        '<button class="main" name="approve" value="yes">Connect</button>'
        '<button name="approve" value="no">Not now</button></form></div>',
    )
