"""What the phone shows: one small page of our own, without anything from elsewhere."""

from __future__ import annotations

import html as markup

from studio.base.texts import _

CSS = """
:root { color-scheme: light dark; --ground: #fbf9f7; --card: #ffffff; --ink: #221d1f; --soft: #6d6469;
  --line: #e6dfe0; --accent: #8a2a4e; --on-accent: #ffffff; --good: #1f7a4d; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ground: #171416; --card: #221e20; --ink: #f2eeef; --soft: #a99fa3;
  --line: #3a3336; --accent: #d4779c; --on-accent: #221018; --good: #6cc79a; --bad: #f2a29b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 17px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 6px; font-weight: 650; }
p { margin: 0 0 14px; color: var(--soft); }
.choose { display: block; margin: 22px 0 10px; padding: 20px; border-radius: 14px; background: var(--accent);
  color: var(--on-accent); font-weight: 600; font-size: 19px; text-align: center; cursor: pointer; }
.choose:has(input:focus-visible) { outline: 3px solid var(--ink); outline-offset: 3px; }
.choose input { position: absolute; opacity: 0; width: 1px; height: 1px; }
#done { font-weight: 600; color: var(--ink); min-height: 1.45em; margin: 18px 0 10px; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; background: var(--card); padding: 12px 14px;
  border: 1px solid var(--line); border-radius: 10px; margin-bottom: 8px; }
li .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
li .state { color: var(--soft); font-variant-numeric: tabular-nums; }
li .why { grid-column: 1 / -1; color: var(--bad); font-size: 15px; }
li.good .state { color: var(--good); font-weight: 600; }
li.bad .state { color: var(--bad); font-weight: 600; }
progress { grid-column: 1 / -1; width: 100%; height: 6px; accent-color: var(--accent); }
li.good progress, li.bad progress { display: none; }
.wire { font-size: 14px; border-top: 1px solid var(--line); padding-top: 16px; margin-top: 26px; }
"""

SCRIPT = """
"use strict";
const body = document.body, input = document.getElementById("photos"), list = document.getElementById("list");
const done = document.getElementById("done"), waiting = [];
let running = 0, came = 0, failed = 0;

function line(file) {
  const entry = document.createElement("li");
  const name = entry.appendChild(document.createElement("span"));
  const state = entry.appendChild(document.createElement("span"));
  const bar = entry.appendChild(document.createElement("progress"));
  name.className = "name"; name.textContent = file.name || body.dataset.photo;
  state.className = "state"; state.textContent = body.dataset.waits;
  bar.max = 1; bar.value = 0;
  list.prepend(entry);
  return { entry, state, bar };
}

function end(shown, good, why) {
  running -= 1;
  good ? came += 1 : failed += 1;
  shown.entry.className = good ? "good" : "bad";
  shown.state.textContent = good ? body.dataset.here : body.dataset.not;
  if (why) {
    const reason = shown.entry.appendChild(document.createElement("span"));
    reason.className = "why"; reason.textContent = why;
  }
  next();
}

function send(file, shown) {
  running += 1;
  const request = new XMLHttpRequest();
  request.open("POST", body.dataset.target);
  request.setRequestHeader("X-Name", encodeURIComponent(file.name || body.dataset.photo));
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) {
      shown.bar.value = event.loaded / event.total;
      shown.state.textContent = Math.round(100 * event.loaded / event.total) + " %";
    }
  };
  request.onload = () => {
    let why = "";
    if (request.status !== 200) {
      try { why = JSON.parse(request.responseText).why; } catch { why = body.dataset.closed; }
    }
    end(shown, request.status === 200, why);
  };
  request.onerror = () => end(shown, false, body.dataset.closed);
  request.send(file);
}

function next() {
  while (running < 2 && waiting.length) { const [file, shown] = waiting.shift(); send(file, shown); }
  const thanks = came === 1 ? body.dataset.one : body.dataset.many.replace("%", came);
  const left = running + waiting.length;
  done.textContent = left ? body.dataset.left.replace("%", left) : came ? thanks : "";
}

input.addEventListener("change", () => {
  for (const file of input.files) { waiting.push([file, line(file)]); }
  input.value = "";
  next();
});
"""

_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{base}/page.css">
<body {texts}>
<main>
<h1>{title}</h1>
<p>{lead}</p>
<noscript><p>{noscript}</p></noscript>
<label class="choose">{choose}<input id="photos" type="file" accept="image/*" multiple></label>
<div id="done" role="status" aria-live="polite"></div>
<ul id="list"></ul>
<p class="wire">{wire}</p>
</main>
<script src="{base}/page.js"></script>
</body>
</html>
"""


PARTS = {"page.css": (CSS, 200, None, "text/css"), "page.js": (SCRIPT, 200, None, "text/javascript")}
"""By name: content, status, headers and type."""


def html(token: str) -> str:
    """Return the page; `token` has no sign that means anything in an address or in HTML."""
    texts = {
        "target": f"/{token}/photo",
        "photo": _("Photo"),
        "waits": _("waits"),
        "here": _("In the studio"),
        "not": _("Not taken"),
        "one": _("1 photo is in the studio. Thank you!"),
        "many": _("% photos are in the studio. Thank you!"),
        "left": _("% to go. Keep this page open."),
        "closed": _("The studio has closed this page. Open a new code there."),
    }
    filled = {
        "title": _("Photos for the studio"),
        "lead": _("Choose photos on this phone, or take some now. They go straight to your own computer."),
        "noscript": _("Please allow JavaScript for this page: it sends the photos."),
        "choose": _("Choose or take photos"),
        "wire": _(
            "What you send goes over this Wi-Fi without encryption: somebody else in the same network could look on. "
            "Use a network that you trust. The page is open only while the studio shows its code."
        ),
    }
    escaped = {name: markup.escape(text) for name, text in filled.items()}
    data = " ".join(f'data-{name}="{markup.escape(text)}"' for name, text in texts.items())
    return _HTML.format(base=f"/{token}", texts=data, **escaped)
