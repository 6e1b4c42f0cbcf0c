/* Reloads the page when a newer state is shown, and remembers whether its panel was closed. Only `remit serve` adds this. */
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

  function listen() {
    if (stream) return;
    stream = new EventSource(panel.dataset.events);
    stream.onmessage = function (event) {
      var news = JSON.parse(event.data);
      if (news.state && news.state !== panel.dataset.state) {
        leave();
        location.reload();
      } else {
        say(news.busy ? panel.dataset.busy : "");
      }
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
