"""The actions of the Photos page, as data."""

from __future__ import annotations

from studio.base.texts import _, plural
from studio.domain.photo import RATINGS
from studio.ui.actions import Action

_EDITOR = _("Open a photo first.")
_DOUBT = _("Nothing is in doubt about this photo.")

ACTIONS = (
    Action(id="photos.import", text=_("Import photos"), icon="import", shortcut="Ctrl+I"),
    Action(id="photos.phone", text=_("From a phone…"), icon="mobile"),
    Action(id="photos.watch", text=_("Watch a folder…"), icon="eye"),
    Action(id="photos.separators", text=_("Print separator cards…"), icon="qr"),
    Action(id="photos.paste", text=_("Paste photos"), icon="copy", shortcut="Ctrl+V"),
    Action(
        id="photos.clean",
        text=_("Clean all"),
        icon="clean",
        shortcut="C",
        needs="photos",
        why=_("Import photos first."),
    ),
    Action(
        id="photos.report",
        text=_("Report of the last batch"),
        icon="list",
        needs="report",
        why=_("Nothing was cleaned or developed yet."),
    ),
    Action(id="photos.reset", text=_("Reset"), icon="reset", shortcut="Ctrl+Shift+R", needs="selection"),
    Action(id="photos.open", text=_("Open in the editor"), icon="edit", shortcut="E", needs="sheet"),
    Action(
        id="photos.loupe",
        text=_("Large look"),
        icon="zoom-in",
        shortcut="Space",
        needs="photos",
        why=_("Import photos first."),
        local=True,
    ),
    Action(id="photos.pick", text=_("Pick"), icon="flag", shortcut="P", needs="sheet"),
    Action(id="photos.reject", text=_("Reject"), icon="close", shortcut="X", needs="sheet"),
    Action(id="photos.unflag", text=_("Unflag"), shortcut="U", needs="sheet"),
    Action(id="photos.rate_0", text=_("No stars"), shortcut="0", needs="sheet"),
    *(
        Action(
            id=f"photos.rate_{number}",
            text=plural("{n} star", "{n} stars", number),
            icon="star",
            shortcut=f"{number}",
            needs="sheet",
        )
        for number in RATINGS
        if number
    ),
    Action(
        id="photos.keep_best",
        text=_("Keep the best"),
        icon="accept",
        shortcut="K",
        needs="alike",
        why=_("Choose a photo among the near duplicates first."),
    ),
    Action(
        id="photos.remove_rejects",
        text=_("Remove rejects"),
        icon="remove",
        shortcut="Ctrl+Del",
        needs="rejects",
        why=_("No photo is rejected."),
    ),
    Action(id="photos.split", text=_("New item of these"), icon="split", shortcut="S", needs="selection"),
    Action(
        id="photos.merge",
        text=_("Merge items"),
        icon="merge",
        shortcut="M",
        needs="groups",
        why=_("Choose photos of two items or more first."),
    ),
    Action(id="photos.save_3x4", text=_("Save as 3:4…"), icon="save", shortcut="Ctrl+S", needs="selection"),
    Action(id="photos.save_1x1", text=_("Save as 1:1…"), icon="save", shortcut="Ctrl+Shift+S", needs="selection"),
    Action(
        id="photos.export",
        text=_("Export…"),
        icon="export",
        shortcut="Ctrl+E",
        needs="photos",
        why=_("Import photos first."),
    ),
    Action(id="photos.take", text=_("Copy pictures"), icon="copy", shortcut="Ctrl+C", needs="selection"),
    Action(id="photos.remove", text=_("Remove"), icon="remove", shortcut="Del", needs="selection"),
    Action(id="photos.back", text=_("All photos"), icon="grid", shortcut="Esc", needs="editor", why=_EDITOR),
    Action(id="photos.compare", text=_("Before / after"), icon="compare", shortcut="\\", needs="editor", why=_EDITOR),
    Action(
        id="photos.split_view",
        text=_("Side by side"),
        icon="split",
        shortcut="|",
        needs="editor",
        why=_EDITOR,
    ),
    Action(id="photos.fit", text=_("Fit"), icon="fit", shortcut="Ctrl+0", needs="editor", why=_EDITOR),
    Action(id="photos.full", text=_("100 %"), icon="zoom-in", shortcut="Z", needs="editor", why=_EDITOR),
    Action(
        id="photos.zoom_in", text=_("Zoom in"), icon="zoom-in", shortcut="Ctrl++; Ctrl+=", needs="editor", why=_EDITOR
    ),
    Action(id="photos.zoom_out", text=_("Zoom out"), icon="zoom-out", shortcut="Ctrl+-", needs="editor", why=_EDITOR),
    Action(
        id="photos.outline",
        text=_("Outline of the cut-out"),
        icon="eye",
        shortcut="O",
        needs="editor",
        why=_EDITOR,
    ),
    Action(id="photos.brush", text=_("Brush"), icon="brush", shortcut="B", needs="editor", why=_EDITOR),
    Action(id="photos.crop", text=_("Crop and straighten"), icon="crop", shortcut="R", needs="editor", why=_EDITOR),
    Action(id="photos.lint", text=_("Remove lint"), icon="sparkle", shortcut="L", needs="editor", why=_EDITOR),
    Action(id="photos.flaws", text=_("Mark flaws"), icon="flag", shortcut="F", needs="editor", why=_EDITOR),
    Action(id="photos.measure", text=_("Measure"), icon="measure", shortcut="T", needs="editor", why=_EDITOR),
    Action(id="photos.grey", text=_("Pick a grey"), icon="hand", shortcut="G", needs="editor", why=_EDITOR),
    Action(id="photos.corners", text=_("Perspective"), icon="grid", shortcut="Shift+R", needs="editor", why=_EDITOR),
    Action(id="photos.good", text=_("It is good"), icon="check", shortcut="Return; Enter", needs="doubt", why=_DOUBT),
    Action(id="photos.mend", text=_("Mend"), icon="brush", needs="doubt", why=_DOUBT),
    Action(id="photos.use_original", text=_("Use the original"), icon="reset", shortcut="U", needs="doubt", why=_DOUBT),
    Action(
        id="photos.copy",
        text=_("Copy settings to the others"),
        icon="copy",
        shortcut="Ctrl+Shift+V",
        needs="others",
        why=_("This piece has no other photo."),
    ),
    Action(
        id="photos.presets", text=_("Presets"), icon="sliders", shortcut="Ctrl+Shift+P", needs="editor", why=_EDITOR
    ),
    Action(
        id="photos.next",
        text=_("Next photo →"),
        icon="next",
        shortcut="PgDown",
        needs="next",
        why=_("This is the last photo."),
    ),
    Action(
        id="photos.previous",
        text=_("Previous photo"),
        icon="previous",
        shortcut="PgUp",
        needs="previous",
        why=_("This is the first photo."),
    ),
)

TOOLS = {
    "photos.brush": "cutout",
    "photos.mend": "cutout",
    "photos.crop": "crop",
    "photos.lint": "spots",
    "photos.flaws": "flaws",
    "photos.measure": "measure",
    "photos.grey": "white_balance",
    "photos.corners": "perspective",
}
"""The step whose tool an action takes in hand."""

REVIEW = ("photos.good", "photos.mend", "photos.use_original")
"""What can be done about a cut-out in doubt."""

MENU = (
    "photos.open",
    "photos.loupe",
    "",
    "photos.pick",
    "photos.reject",
    "photos.unflag",
    "",
    "photos.clean",
    "photos.report",
    "photos.reset",
    "",
    "photos.split",
    "photos.merge",
    "",
    "photos.save_3x4",
    "photos.save_1x1",
    "photos.export",
    "photos.take",
    "",
    "photos.remove",
)
"""What the context menu of the sheet offers; an empty id is a line."""

PANEL = (
    "photos.clean",
    "photos.reset",
    "photos.remove",
    "photos.split",
    "photos.merge",
    "photos.save_3x4",
    "photos.save_1x1",
    "photos.export",
    "photos.take",
)
"""What the inspector of the sheet offers to do with what is chosen."""

WAYS_IN = ("photos.phone", "photos.watch", "photos.paste", "", "photos.separators")
"""Other ways in than a folder, under the button beside it."""
