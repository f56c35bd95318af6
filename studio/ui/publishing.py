"""Publishing from any page: ask first, naming the act, then queue and say what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId
from studio.services import listings, syncing
from studio.services.listings import PublishReport
from studio.ui import confirm
from studio.ui.page import Page


def ask_to_publish(page: Page, item_ids: Sequence[ItemId]) -> None:
    """Ask whether to publish these Items, and do so in the background if the seller says yes."""
    act = plural("Publish {n} listing", "Publish {n} listings", len(item_ids))
    confirm.ask(
        page,
        title=act + "?",
        text=_("Buyers see it as soon as you are online. What is not ready stays a draft and is named."),
        act=act,
        on_act=lambda: _publish(page, list(item_ids), act),
    )


def _publish(page: Page, item_ids: list[ItemId], title: str) -> None:
    studio = page.context.studio

    def work(job: Context) -> PublishReport:
        account = syncing.first_account(studio)
        return listings.publish(studio, item_ids, account.id, job)

    page.submit(title, Lane.IMAGE, work, on_result=lambda report: _tell(page, report))


def _tell(page: Page, report: PublishReport) -> None:
    notices = page.context.notices
    if report.queued:
        notices.toast(
            plural("{n} listing is on its way", "{n} listings are on their way", len(report.queued)), state="waiting"
        )
    if report.refused:
        more = plural("{n} is not ready", "{n} are not ready", len(report.refused))
        notices.toast(f"{more}. {report.refused[0][1]}", state="needs")
