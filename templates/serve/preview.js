/* Reloads the page when a newer state shows it otherwise, exchanges the panel when only the findings are others, and remembers
   whether it was closed. Only `remit serve` adds this. */
(function () {
  "use strict";
  var panel = document.getElementById("remit-preview");
  var details = panel.querySelector("details");
  var status = panel.querySelector("[role=status]");
  var KEY = "remit-preview";
  var stream = null;

  function remembered() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch (e) { return {}; }
  }

  // A panel stays as the reader left it, until it has something new to say.
  var before = remembered()[location.pathname];
  if (before && before.mark === panel.dataset.mark) details.open = before.open;
  details.addEventListener("toggle", function () {
    var all = remembered();
    all[location.pathname] = { mark: panel.dataset.mark, open: details.open };
    try { sessionStorage.setItem(KEY, JSON.stringify(all)); } catch (e) { /* not remembered, then */ }
    room();
  });

  // What the panel covers can still be scrolled to, also by the keyboard.
  function room() {
    var height = panel.offsetHeight + "px";
    document.body.style.paddingBottom = height;
    document.documentElement.style.scrollPaddingBottom = height;
  }
  new ResizeObserver(room).observe(panel);

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  // Of a newer state only what differs is exchanged: a reader keeps the page, and his place on it.
  function renew(news) {
    fetch(location.href, { cache: "no-store" }).then(function (answer) { return answer.text(); }).then(function (html) {
      var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("remit-preview");
      if (!fresh || fresh.dataset.shown !== panel.dataset.shown) return again();
      var other = fresh.dataset.mark !== panel.dataset.mark;
      panel.className = fresh.className;
      ["state", "mark"].forEach(function (name) { panel.dataset[name] = fresh.dataset[name]; });
      ["summary", ".rp-body"].forEach(function (part) {
        panel.querySelector(part).innerHTML = fresh.querySelector(part).innerHTML;
      });
      status = panel.querySelector("[role=status]");
      if (other) details.open = fresh.querySelector("details").open;
      say(news.busy && news.state === panel.dataset.state ? panel.dataset.busy : "");
      room();
    }).catch(again);
  }

  function again() {
    leave();
    location.reload();
  }

  function listen() {
    if (stream) return;
    stream = new EventSource(panel.dataset.events);
    stream.onmessage = function (event) {
      var news = JSON.parse(event.data);
      if (news.state && news.state !== panel.dataset.state) renew(news);
      else say(news.busy ? panel.dataset.busy : "");
    };
    stream.onerror = function () { say(panel.dataset.away); };
  }

  function leave() {
    if (stream) stream.close();
    stream = null;
  }

  // A browser opens only a few streams to one server: pages that nobody sees give theirs back.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) leave(); else listen();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", function () { if (!document.hidden) listen(); });
})();
