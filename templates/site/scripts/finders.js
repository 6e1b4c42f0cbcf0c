/* The finders: "my post", tasks, and who may approve an amount. Data come from data.js beside this file, because a page
   opened from disk may not fetch. Everything is written as text, so that no name can become markup. Without this script
   the pages keep their lists; it only adds fields above them. */
(() => {
  "use strict";
  const data = window.remitFinders;
  if (!data) return;
  const words = data.words;
  const MOST = 12;
  const MOST_UNTYPED = 200;
  const WEIGHTS = { name: 1, form: 0.8, trigger: 0.6, step: 0.45, unit: 0.4 };

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  /* A pattern of words whose marks become nodes. */
  const filled = (pattern, nodes) => pattern.split(/(\{\w+\})/).filter(Boolean)
    .map((piece) => nodes[piece.slice(1, -1)] ?? piece);
  const link = (number, base, anchor = "") => {
    const [name, path] = data.links[number];
    return path ? el("a", { href: base + path + (anchor && `#${anchor}`) }, name) : document.createTextNode(name);
  };
  const rich = (parts, base) => {
    const found = document.createDocumentFragment();
    for (const part of parts) found.append(typeof part === "string" ? part : link(part[0], base));
    return found;
  };

  /* Finding */

  const HAN = /\p{Script=Han}/u;
  const folded = (text) => {
    const lower = text.normalize("NFKC").toLowerCase();
    const found = lower.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return { words: found, whole: found.join(""), han: HAN.test(lower) };
  };
  const idle = words.idle_words.split(" ");
  /* What is asked for, without the words that say only that something is asked for. */
  const asked = (text) => {
    let query = folded(text);
    if (query.han) {
      const kept = idle.reduce((rest, word) => (rest.length > word.length ? rest.replace(word, "") : rest), query.whole);
      query = folded(kept || query.whole);
    } else {
      const kept = query.words.filter((word) => !idle.includes(word));
      if (kept.length) query = { words: kept, whole: kept.join(""), han: false };
    }
    return query;
  };
  /* Whether a word is the beginning of another, or that word with an ending such as -s or -ing. */
  const begins = (word, asked_) => word.startsWith(asked_)
    || (word.length > 3 && asked_.length - word.length < 4 && asked_.startsWith(word));
  const fit = (query, text, loose) => {
    if (!query.whole || !text.whole) return 0;
    if (query.whole === text.whole) return 1;
    if (query.han || text.han) {
      const at = text.whole.indexOf(query.whole);
      if (at >= 0) return at ? 0.8 : 0.9;
      const scattered = loose && query.han && query.whole.length > 1;
      return scattered && [...query.whole].every((sign) => text.whole.includes(sign)) ? 0.4 : 0;
    }
    const places = query.words.map((word) => text.words.findIndex((other) => begins(other, word)));
    if (places.includes(-1)) return 0;
    if (query.whole.length < 2) return places[0] === 0 ? 0.5 : 0;
    return places[0] === 0 ? 0.9 : 0.75;
  };
  /* How much of a query is in a text: pairs of characters, or words. */
  const share = (query, text) => {
    const signs = [...query.whole];
    const parts = query.han ? signs.slice(1).map((sign, at) => signs[at] + sign) : query.words;
    const met = parts.filter((part) => (query.han ? text.whole.includes(part) : text.words.some((word) => begins(word, part))));
    return parts.length ? met.length / parts.length : 0;
  };
  /* The best of the entries for a query: [{entry, text}], those that fit; else those that share something with it. */
  const search = (entries, typed) => {
    const query = asked(typed);
    const rank = (score) => entries
      .map((entry, at) => {
        let best = { score: 0, at, entry, field: null };
        for (const field of entry.fields) {
          const found = score(field) * WEIGHTS[field.weight];
          if (found > best.score) best = { score: found, at, entry, field };
        }
        return best;
      })
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score || a.at - b.at);
    const found = rank((field) => fit(query, field.text, field.weight !== "step"));
    if (found.length) return { near: false, found: found.filter((one) => one.score * 4 >= found[0].score) };
    // Of texts that share as much, the shorter says less besides.
    const near = (field) => { const part = share(query, field.text); return part < 0.3 ? 0 : part - field.text.whole.length / 1e4; };
    return { near: true, found: rank(near) };
  };

  /* A field with a list of suggestions: the combobox pattern of ARIA */

  let combos = 0;
  const combobox = (box, label, suggest, choose) => {
    const id = `remit-finder-${(combos += 1)}`;
    const input = el("input", { id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": `${id}-list`, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
    const list = el("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, class: "finder__list", hidden: "" });
    const status = el("p", { role: "status", class: "finder__status" });
    const field = el("div", { class: "finder__field" }, input, list);
    const title = box.querySelector(".finder-box__title");
    title.after(el("div", { class: "finder" }, el("label", { for: id }, label), field, status));
    let shown = [];
    let active = -1;
    const mark = (at) => {
      active = at;
      [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", `${id}-${at}`);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const open = () => {
      const { near, found } = suggest(input.value.trim());
      shown = found;
      list.replaceChildren(...found.map((one, at) => {
        const item = el("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" },
          el("span", {}, one.title), one.note ? el("small", {}, one.note) : null);
        item.addEventListener("click", () => pick(at));
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      const typed = input.value.trim() !== "";
      status.textContent = !typed ? "" : !found.length ? words.none : near ? words.near : fill(words.found, { count: found.length });
      status.classList.toggle("finder__status--quiet", typed && found.length > 0 && !near);
      mark(typed && found.length ? 0 : -1);
    };
    const pick = (at) => {
      const one = shown[at];
      input.value = one.title;
      close();
      status.textContent = "";
      choose(one.value, status);
    };
    input.addEventListener("input", open);
    input.addEventListener("click", () => { if (list.hidden) open(); });
    input.addEventListener("blur", close);
    // A press on the list, or on its scroll bar, must not take the focus from the field.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;  // the keys belong to the input method
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        else {
          const step = event.key === "ArrowDown" ? 1 : -1;
          mark(active < 0 ? (step > 0 ? 0 : shown.length - 1) : (active + step + shown.length) % shown.length);
          return;
        }
        if (shown.length && active < 0) mark(event.key === "ArrowDown" ? 0 : shown.length - 1);
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        pick(active);
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (list.hidden) { input.value = ""; status.textContent = ""; } else close();
      }
    });
  };

  /* My post */

  // Browsers may refuse storage to pages opened from disk; then nothing is remembered.
  const key = `remit.post.${data.scope}`;
  const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (id) => {
    try { if (id === null) localStorage.removeItem(key); else localStorage.setItem(key, id); } catch { /* as above */ }
  };
  const postFinder = (box, base) => {
    const entries = data.posts.map(([id, number, unit, superior, names]) => ({
      id, number, note: [unit, superior && fill(words.reports_to, { name: superior })].filter(Boolean).join(" · "),
      fields: [...names.map((name) => ({ weight: "name", text: folded(name) })), { weight: "unit", text: folded(unit) }],
    }));
    const last = () => entries.find((entry) => entry.id === remembered());
    const option = (entry) => ({ title: data.links[entry.number][0], note: entry.note, value: entry });
    const suggest = (typed) => {
      if (typed) { const { near, found } = search(entries, typed); return { near, found: found.slice(0, MOST).map((one) => option(one.entry)) }; }
      const first = last();
      return { near: false, found: [...(first ? [first] : []), ...entries.filter((entry) => entry !== first)].slice(0, MOST_UNTYPED).map(option) };
    };
    combobox(box, words.post_label, suggest, (entry) => {
      remember(entry.id);
      location.href = base + data.links[entry.number][1];
    });
    const known = last();
    if (!known) return;
    const forget = el("button", { type: "button", class: "finder__forget" }, words.post_forget);
    const line = el("p", { class: "finder__last" }, `${words.post_last} `, link(known.number, base), " ", forget);
    forget.addEventListener("click", () => { remember(null); line.remove(); box.querySelector("input").focus(); });
    box.querySelector(".finder-box__title").after(line);
  };

  /* Tasks */

  const row = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];
  const forms = (task, base, wanted) => el("ul", {}, ...[...task.f].sort((a, b) => (b === wanted) - (a === wanted)).map((at) => {
    const [number, file] = data.forms[at];
    return el("li", {}, link(number, base), file && el("a", { href: base + file, class: "download", download: "" }, words.task_word));
  }));
  const atStep = (path, name, anchor, ...told) => el("li", {}, el("a", { href: `${path}#${anchor}` }, name), words.colon, ...told);
  const approvals = (task, base, path) => {
    const tiers = (task.a || []).map(([number, cases]) => el("div", { class: "answer__tiers" }, link(number, base),
      el("ul", {}, ...cases.map(([name, anchor, who]) => atStep(base + data.links[number][1], name, anchor, rich(who, base))))));
    const settled = (task.s || []).filter((step) => step[2]).map(([name, anchor, , who]) => atStep(path, name, anchor, rich(who, base)));
    return settled.length ? [...tiers, el("ul", {}, ...settled)] : tiers;
  };
  /* The time limit of the whole; without one, those of the steps that settle the matter. */
  const deadline = (task, path) => {
    if (task.d) return [task.d];
    const dated = (task.s || []).filter((step) => step[4]);
    const settled = dated.filter((step) => step[2]).map(([name, anchor, , , due]) => atStep(path, name, anchor, due));
    return settled.length ? [el("ul", {}, ...settled)] : dated.length ? [words.task_due_steps] : [];
  };
  const card = (task, base, wanted) => {
    const [name, href] = data.links[task.l];
    const path = base + href;
    const facts = el("dl", { class: "kv" });
    if (task.f) facts.append(...row(words.task_form, forms(task, base, wanted)));
    if (task.m) facts.append(...row(words.task_maker, rich(task.m, base)));
    const settled = approvals(task, base, path);
    if (settled.length) facts.append(...row(words.task_approval, ...settled));
    const due = deadline(task, path);
    if (due.length) facts.append(...row(words.task_due, ...due));
    if (task.t) facts.append(...row(words.task_starts, task.t.join(words.long_separator)));
    const steps = task.s ? [
      el("p", { class: "answer__head" }, fill(words.task_steps, { count: task.s.length })),
      el("ol", { class: "answer__steps" }, ...task.s.map(([step, anchor, settles, who, due]) => el("li", settles ? { class: "answer__settles" } : {},
        el("a", { href: `${path}#${anchor}` }, step), who.length ? el("span", {}, rich(who, base)) : null, due ? el("small", {}, due) : null))),
    ] : [];
    return el("div", { class: "answer", role: "group", "aria-label": name },
      el("p", { class: "answer__title" }, el("a", { href: path }, name), task.u ? el("small", {}, task.u) : null),
      facts, ...steps, el("p", { class: "answer__more" }, el("a", { href: path }, words.task_page)));
  };
  const taskFinder = (box, base) => {
    const entries = data.tasks.map((task) => ({
      task,
      fields: [
        ...task.k.map((text) => ({ weight: "name", text: folded(text) })),
        ...(task.f || []).flatMap((at) => [data.links[data.forms[at][0]][0], ...data.forms[at][2]]
          .map((text) => ({ weight: "form", text: folded(text), form: at }))),
        ...(task.t || []).map((text) => ({ weight: "trigger", text: folded(text) })),
        ...(task.s || []).map((step) => ({ weight: "step", text: folded(step[0]) })),
      ],
    }));
    const byForm = (task, field) => {
      const number = field && field.form !== undefined ? data.forms[field.form][0] : task.l;
      return number === task.l ? "" : fill(words.by_form, { name: data.links[number][0] });
    };
    const option = ({ entry, field }) => ({
      title: data.links[entry.task.l][0], value: { task: entry.task, wanted: field && field.form },
      note: [entry.task.u, byForm(entry.task, field)].filter(Boolean).join(" · "),
    });
    const suggest = (typed) => {
      if (!typed) return { near: false, found: entries.slice(0, MOST_UNTYPED).map((entry) => option({ entry, field: null })) };
      const { near, found } = search(entries, typed);
      return { near, found: found.slice(0, MOST).map(option) };
    };
    const answer = el("div", { class: "finder-answer" });
    (box.closest(".finder-boxes") || box).after(answer);
    combobox(box, words.task_label, suggest, ({ task, wanted }, status) => {
      answer.replaceChildren(card(task, base, wanted));
      status.textContent = fill(words.task_shown, { name: data.links[task.l][0] });
      status.classList.add("finder__status--quiet");
      answer.scrollIntoView({ block: "nearest" });
    });
  };

  /* Amounts */

  const UNITS = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, k: 1e3, m: 1e6, thousand: 1e3, million: 1e6 };
  const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  /* 80000, 80,000, 8万, 8.5万, 八万五千, 80k, 1.2 million, CNY 80,000, ￥8万元整; NaN for anything that could mean two things. */
  const amountOf = (typed) => {
    const text = typed.normalize("NFKC").toLowerCase().replace(/人民币|rmb|cny|usd|eur|hkd|[¥$€£]|美元|欧元|港元|元|圆|块|整|\s|'/g, "");
    if (/^(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$/.test(text)) return Number(text.replaceAll(",", ""));
    const scaled = /^(\d+(?:,\d{3})*(?:\.\d+)?)(k|m|thousand|million|[百千万萬亿])$/.exec(text);
    if (scaled) return Math.round(Number(scaled[1].replaceAll(",", "")) * UNITS[scaled[2]] * 100) / 100;
    const tokens = text.match(/\d+|[零〇一二两三四五六七八九]|[十百千万萬亿]/g) || [];
    if (!tokens.length || tokens.join("") !== text) return NaN;
    let total = 0, section = 0, digit = null, unit = 0;
    for (const token of tokens) {
      const size = UNITS[token];
      if (size === undefined) {
        if (digit !== null && digit !== 0) return NaN;
        digit = token in DIGITS ? DIGITS[token] : Number(token);
        if (digit === 0) unit = 0;
      } else {
        if (size >= 1e4) { total = size === 1e8 ? (total + section + (digit || 0)) * size : total + (section + (digit || 0)) * size; section = 0; }
        else section += (digit === null && size === 10 ? 1 : digit || 0) * size;
        [digit, unit] = [null, size];
      }
    }
    // 八万五: said for 85,000, read as 80,005. Who means it writes it out.
    return digit !== null && digit < 10 && unit > 10 ? NaN : total + section + (digit || 0);
  };
  const figure = (value) => {
    const scale = data.scale.find(([least, whole]) => value >= least && value % whole === 0);
    const number = (amount) => amount.toLocaleString("en-US", { maximumFractionDigits: 2 });
    return scale ? scale[2].replace("{n}", number(value / scale[0])) : number(value);
  };
  const covers = ([above, atLeast, upTo, below], value) => (above === null || value > above) && (atLeast === null || value >= atLeast)
    && (upTo === null || value <= upTo) && (below === null || value < below);
  const settling = (chain) => { const last = chain.filter((step) => step[1]); return last.length ? last : chain.slice(-1); };
  const joined = (several) => several.flatMap((parts, at) => (at ? [words.separator, ...parts] : parts));

  const chainOf = (chain, base) => el("ol", { class: "chain" }, ...chain.map(([action, settles, who, note]) =>
    el("li", settles ? { class: "chain__settles" } : {}, el("strong", {}, action), " ", rich(who, base), note.length ? el("small", {}, rich(note, base)) : null)));
  const tierTable = (tiers, path, base) => el("ul", { class: "answer__tiers" }, ...tiers.map(([name, anchor, , chain]) =>
    el("li", {}, el("a", { href: `${path}#${anchor}` }, name), words.colon, rich(joined(settling(chain).map((step) => step[2])), base))));

  const verdict = (decision, typed, base) => {
    const path = base + data.links[decision.l][1];
    const money = decision.t.filter((tier) => tier[2]);
    const apart = decision.t.filter((tier) => !tier[2]);
    const more = [];
    if (!money.length) return { lead: [words.authority_no_amount], body: [tierTable(decision.t, path, base)], tone: "" };
    if (!typed.trim()) return { lead: [words.authority_need], body: [tierTable(decision.t, path, base)], tone: "" };
    const value = amountOf(typed);
    if (!(value > 0)) return { lead: [fill(words.authority_unread, { text: typed.trim() })], body: [], tone: "warn" };
    const amount = fill(data.money, { n: figure(value) });
    const tier = money.find((one) => covers(one[2], value));
    if (!tier) return { lead: [fill(words.authority_outside, { amount })], body: [tierTable(decision.t, path, base)], tone: "warn" };
    const [name, anchor, , chain] = tier;
    for (const other of money) {
      if (other !== tier && other[4].length) more.push(el("p", { class: "answer__besides" }, fill(words.authority_besides, { tier: other[0], case: other[4].join(words.or) })));
    }
    if (apart.length) more.push(el("p", { class: "answer__head" }, words.authority_cases), tierTable(apart, path, base));
    for (const [who, limit, most, scope, from, until] of decision.n || []) {
      if (most !== null && value > most) continue;
      const days = from && until ? fill(words.authority_until, { from, until }) : from ? fill(words.authority_since, { from }) : until ? fill(words.authority_ends, { until }) : "";
      more.push(el("p", { class: "answer__besides" }, words.authority_delegated, words.colon, rich(who, base), limit ? ` (${limit})` : "", scope.length ? " · " : "", rich(scope, base), days ? ` · ${days}` : ""));
    }
    const who = el("strong", {}, rich(joined(settling(chain).map((step) => step[2])), base));
    return {
      lead: filled(words.authority_tier, { amount: el("strong", {}, amount), tier: el("a", { href: `${path}#${anchor}` }, name), who }),
      body: [el("p", { class: "answer__head" }, words.authority_chain), chainOf(chain, base), ...more], tone: "",
    };
  };

  let choosers = 0;
  const authorityFinder = (box, base) => {
    const id = `remit-authority-${(choosers += 1)}`;
    const fixed = box.dataset.decision ? data.decisions.find((one) => one.i === box.dataset.decision) : null;
    const select = el("select", { id: `${id}-decision` }, el("option", { value: "" }, words.authority_choose));
    const groups = new Map();
    data.decisions.forEach((one, at) => {
      const name = one.g || "";
      if (!groups.has(name)) groups.set(name, name ? el("optgroup", { label: name }) : select);
      groups.get(name).append(el("option", { value: at }, data.links[one.l][0]));
    });
    select.append(...[...groups.values()].filter((node) => node !== select));
    const input = el("input", { id: `${id}-amount`, type: "text", inputmode: "text", autocomplete: "off", placeholder: words.authority_example });
    const chooser = el("div", { class: "finder__cell finder__cell--wide" }, el("label", { for: select.id }, words.authority_decision), select);
    const amount = el("div", { class: "finder__cell" }, el("label", { for: input.id }, words.authority_amount), input);
    const fields = el("div", { class: "finder finder--row" }, ...(fixed ? [] : [chooser]), amount);
    const lead = el("p", { class: "answer__lead", "aria-live": "polite" });
    const body = el("div", {});
    const answer = el("div", { class: "answer", hidden: "" }, lead, body);
    const show = () => {
      const decision = fixed || data.decisions[select.value === "" ? -1 : Number(select.value)];
      answer.hidden = !decision || (Boolean(fixed) && !input.value.trim());
      amount.hidden = Boolean(decision) && !decision.t.some((tier) => tier[2]);
      if (answer.hidden) return;
      const { lead: said, body: shown, tone } = verdict(decision, input.value, base);
      lead.replaceChildren(...said);
      answer.classList.toggle("answer--warn", tone === "warn");
      const question = decision.q && !fixed ? [el("p", { class: "answer__question" }, rich(decision.q, base))] : [];
      const page = fixed ? [] : [el("p", { class: "answer__more" }, el("a", { href: base + data.links[decision.l][1] }, words.authority_page))];
      body.replaceChildren(...question, ...shown, ...page);
    };
    select.addEventListener("change", show);
    input.addEventListener("input", show);
    const title = box.querySelector(".finder-box__title");
    title.after(...(fixed ? [] : [el("p", { class: "finder-box__lead" }, words.authority_lead)]), fields, answer);
    show();
  };

  const makers = { post: postFinder, task: taskFinder, authority: authorityFinder };
  for (const box of document.querySelectorAll("[data-finder]")) makers[box.dataset.finder](box, box.dataset.base);
})();
