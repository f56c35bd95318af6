"""Commands that run the embedded marketplace and let its buyers act."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from studio.base.errors import UserError
from studio.cli.frame import Answer, Output, command
from studio.domain.money import parse_minor

_TIMEOUT_S = 10.0


@click.group()
def market() -> None:
    """Closet Fair, the embedded marketplace."""


@market.command()
@click.option("--port", default=0, type=click.IntRange(0, 65_535), show_default="the one it had before, or a free one")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Its folder (default: the profile's).")
@command
def serve(output: Output, port: int, data: Path | None) -> None:
    """Run the marketplace in this terminal until Ctrl+C."""
    from studio.demo_market.server import serve as serve_market
    from studio.demo_market.store import AlreadyRunning

    folder = data or output.profile / "market"
    try:
        serve_market(folder, port=port)
    except AlreadyRunning as error:
        raise UserError(f"Closet Fair already runs in {folder}. Use it, or choose another --data.") from error
    except OSError as error:
        raise UserError(f"Closet Fair cannot start ({error}). Choose another --port or --data.") from error


@market.group()
def buyer() -> None:
    """Act as a buyer."""


def _verb(name: str, summary: str, *options: click.Option) -> None:
    @command
    def act(output: Output, **values: Any) -> Answer:
        body = {key: value for key, value in values.items() if value is not None}
        if "price" in body:
            body["price_minor"] = parse_minor(body.pop("price"))
        answer = _post(output, name, body)
        output.line(f"{values['buyer']}: {name} {values['listing']}")
        return {name: answer}

    act.__doc__ = summary
    params = [
        click.Option(["--buyer"], required=True, help="The buyer's name, such as “Marisol R.”"),
        click.Option(["--listing"], required=True, help="The listing's SKU or id."),
        *options,
    ]
    made = click.command(name, help=summary)(act)
    made.params[:0] = params
    buyer.add_command(made)


_PRICE = click.Option(["--price"], required=True, help="Such as 42.50.")
_verb("like", "Like a listing.")
_verb("message", "Write to the seller about a listing.", click.Option(["--text"], required=True))
_verb("offer", "Offer a price.", _PRICE, click.Option(["--message"]))
_verb("buy", "Buy a listing.", click.Option(["--note"]))


def _post(output: Output, verb: str, body: dict[str, Any]) -> Any:
    import requests

    with requests.Session() as session:
        session.trust_env = False  # a proxy knows nothing of this machine's loopback
        try:
            answer = session.post(
                f"{_address(output)}/demo/{verb}", json=body, timeout=_TIMEOUT_S, allow_redirects=False
            )
        except requests.RequestException as error:
            raise UserError("Closet Fair does not answer. Start it with: studio market serve.") from error
    if not answer.ok:
        raise UserError(str(answer.json()["detail"]))
    return answer.json()


def _address(output: Output) -> str:
    try:
        return str(json.loads((output.profile / "market" / "market.json").read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError) as error:
        raise UserError("Closet Fair is not running for this profile. Start it with: studio market serve.") from error


COMMANDS = (market,)
