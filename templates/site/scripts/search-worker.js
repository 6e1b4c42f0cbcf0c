// The search behind the theme's search field, in place of the theme's own worker: it starts in a fraction of the time,
// which counts where every page loads it anew, and on file:// while the reader waits.
// remit/site/ranking.py ranks in the same way; tests/company/test_search.py holds the two together.
"use strict";
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // what the theme's messages are called by
  const FULL_PAGES = 40, FULL_PASSAGES = 6, SNIPPET = 180, LEAD = 30;
  const LONGEST = 8; // signs of the longest Chinese word looked for
  const HAN = /\p{sc=Han}+|\P{sc=Han}+/gu;
  const IS_HAN = /\p{sc=Han}/u;
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

  let config, separator, fields, docs;
  let parents; // by entry, that of its page
  let names;
  // All that is searched as one text, folded, a line for each field of an entry: to look a word up in it takes no longer
  // than to wait for a keystroke, while to list every word beforehand takes a second in a large company.
  let everything, starts, lines; // where each line begins, and its entry and field
  let borders; // by code of a sign, whether it stands between words
  let known; // what has been looked up

  const escaped = text => text.replace(/[&<>]/g, sign => SIGNS[sign]);
  // ＨＲ－００１ and HR-001 are the same to who types them.
  const folded = text => text.normalize("NFKC").toLowerCase();
  const nameKey = text => folded(text).replace(/[^\p{L}\p{N}]+/gu, "");

  function setup(data) {
    ({ config, docs } = data);
    separator = new RegExp(config.separator);
    fields = Object.entries(config.fields).map(([name, field]) => [name, field.boost]);
    borders = Uint8Array.from({ length: 65536 }, (_, code) => (separator.test(String.fromCharCode(code)) ? 1 : 0));
    known = new Map();
    names = [];
    parents = [];
    starts = [];
    lines = [];
    const pages = new Map(), texts = [];
    let length = 0;
    docs.forEach((doc, at) => {
      const path = doc.location.split("#")[0];
      if (!pages.has(path)) pages.set(path, at);
      parents.push(pages.get(path));
      for (const key of doc.names || []) names.push([key, at]);
      fields.forEach(([name], number) => {
        if (!doc[name]) return;
        const text = folded(Array.isArray(doc[name]) ? doc[name].join("\n") : doc[name]);
        starts.push(length);
        lines.push(at, number);
        texts.push(text);
        length += text.length + 1;
      });
    });
    everything = texts.join("\n") + "\n";
  }

  // The words of the index that begin as `start` does, each with its places: of each field that holds it the entry, the
  // field and how often, one after the other. Nothing where no text holds the letters at all, even within a word.
  function wordsFrom(start) {
    if (!known.has(start)) known.set(start, found(start));
    return known.get(start);
  }

  function found(start) {
    let at = everything.indexOf(start), line = 0;
    if (at < 0) return undefined;
    const words = new Map();
    while (at >= 0) {
      let end = at + start.length;
      if (!at || borders[everything.charCodeAt(at - 1)]) {
        while (!borders[everything.charCodeAt(end)]) end++;
        while (line + 1 < starts.length && starts[line + 1] <= at) line++;
        const word = everything.slice(at, end), entry = lines[2 * line], field = lines[2 * line + 1];
        const places = words.get(word);
        if (!places) words.set(word, [entry, field, 1]);
        else if (places[places.length - 3] === entry && places[places.length - 2] === field) places[places.length - 1]++;
        else places.push(entry, field, 1);
      }
      at = everything.indexOf(start, end);
    }
    return words;
  }

  // A run of Han as the longest words of the index; where two overlap, both readings.
  function segments(run) {
    const signs = [...run];
    const word = (from, to) => signs.slice(from, to).join("");
    const longest = signs.map((_, from) => {
      let length = 0;
      for (let to = from + 1; to <= Math.min(signs.length, from + LONGEST); to++) {
        const words = wordsFrom(word(from, to));
        if (!words) break;
        if (words.has(word(from, to))) length = to - from;
      }
      return length;
    });
    const found = [], stack = [0], seen = new Set();
    while (stack.length) {
      const at = stack.pop();
      if (at >= signs.length || seen.has(at)) continue;
      seen.add(at);
      const length = longest[at] || 1;
      found.push(word(at, at + length));
      stack.push(at + length);
      for (let by = 1; by < length; by++)
        if (longest[at + by] > length - by && wordsFrom(word(at, at + by))?.has(word(at, at + by))) {
          found.push(word(at, at + by));
          stack.push(at + by);
        }
    }
    return found;
  }

  // The distinct words of a query; a word that is being typed, and any that is not Chinese, may go on.
  function wordsOf(query) {
    const found = [], open = new Set();
    let last = "";
    for (const part of folded(query).split(separator))
      for (const piece of part.replace(/^[*+~^]+|[*+~^]+$/g, "").match(HAN) || [])
        if (IS_HAN.test(piece)) {
          const words = segments(piece);
          found.push(...words);
          last = words.find(word => piece.endsWith(word));
        } else {
          found.push(piece);
          open.add(piece);
          last = piece;
        }
    if (last) open.add(last);
    return [...new Set(found)].map(word => [word, open.has(word)]);
  }

  // Words of the index that one of the query stands for, with their places and what they count.
  function expansions(word, open) {
    const words = wordsFrom(word) || new Map();
    const exact = words.has(word) ? [[words.get(word), 1]] : [];
    if (!open) return exact;
    const longer = [...words.keys()].filter(other => other !== word).sort();
    return [...exact, ...longer.map(other => [words.get(other), config.prefix])];
  }

  // Scores by entry, and which words each holds.
  function scored(query, words) {
    const scores = new Map(), held = new Map();
    words.forEach(([word, open], number) => {
      for (const [list, share] of expansions(word, open)) {
        let holders = 0;
        for (let at = 0; at < list.length; at += 3) if (!at || list[at] !== list[at - 3]) holders++;
        const rarity = Math.log(1 + (docs.length - holders + 0.5) / (holders + 0.5));
        for (let at = 0; at < list.length; at += 3) {
          const entry = list[at], count = list[at + 2];
          const worth = (share * fields[list[at + 1]][1] * rarity * 2.2 * count) / (1.2 + count);
          scores.set(entry, (scores.get(entry) || 0) + worth);
          if (!held.has(entry)) held.set(entry, new Set());
          held.get(entry).add(number);
        }
      }
    });
    for (const [entry, score] of scores) {
      const whole = (parents[entry] === entry ? 1 : 0) + held.get(entry).size / words.length;
      scores.set(entry, score * (1 + whole * whole) * (docs[entry].boost || 1));
    }
    const key = nameKey(query);
    const named = new Map();
    if (key)
      for (const [name, entry] of names) {
        const at = name.indexOf(key);
        if (at < 0) continue;
        const bonus = name === key ? config.named : ((at ? config.within : config.begun) * key.length) / name.length;
        named.set(entry, Math.max(named.get(entry) || 0, bonus));
      }
    for (const [entry, bonus] of named)
      scores.set(entry, (scores.get(entry) || 0) + bonus * (docs[entry].boost || 1));
    return [scores, held];
  }

  function marked(text, words) {
    const whole = folded(text);
    if (!words.some(([word]) => whole.includes(word))) return escaped(text);
    let out = "", at = 0;
    while (at < text.length) {
      let end = at;
      const between = borders[text.charCodeAt(at)];
      while (end < text.length && borders[text.charCodeAt(end)] === between) end++;
      const piece = text.slice(at, end), token = between ? "" : folded(piece);
      const hit = words.some(([word, open]) => (open ? token.startsWith(word) : token === word));
      out += hit ? `<mark>${escaped(piece)}</mark>` : escaped(piece);
      at = end;
    }
    return out;
  }

  // The part of a text where words of the query stand first.
  function snippet(text, words) {
    let first = -1;
    const lower = text.toLowerCase();
    for (const [word] of words) {
      const at = lower.indexOf(word);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    let from = Math.max(0, first - LEAD);
    const gap = text.slice(from, first).search(/[\s\u200b]/);
    if (from && gap >= 0) from += gap + 1;
    const to = Math.min(text.length, from + SNIPPET);
    return (from ? "…" : "") + marked(text.slice(from, to), words) + (to < text.length ? "…" : "");
  }

  function shown(entry, score, words, held, full) {
    const doc = docs[entry];
    const terms = {};
    if (held) words.forEach(([word], number) => (terms[word] = held.has(number)));
    const item = {
      location: doc.location,
      title: marked(doc.title, words) + (doc.kind ? ` <small class="remit-kind">${escaped(doc.kind)}</small>` : ""),
      text: full ? snippet(doc.text, words) : "",
      score,
      terms,
    };
    if (doc.tags) item.tags = doc.tags.map(tag => marked(tag, words));
    if (parents[entry] !== entry) item.parent = { location: docs[parents[entry]].location };
    return item;
  }

  function search(query) {
    const words = wordsOf(query);
    const [scores, held] = scored(query, words);
    const order = [...scores].map(([entry, score]) => [entry, Math.round(score * 1e6) / 1e6]);
    order.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const groups = new Map();
    for (const found of order) {
      const page = parents[found[0]];
      if (groups.has(page)) groups.get(page).push(found);
      else groups.set(page, [found]);
    }
    return [...groups].map(([page, found], at) => {
      const own = found.find(([entry]) => entry === page) || [page, 0];
      const kept = at < FULL_PAGES ? found.slice(0, FULL_PASSAGES) : [own];
      if (!kept.includes(own)) kept.push(own);
      return kept.map(([entry, score]) => shown(entry, score, words, held.get(entry), at < FULL_PAGES));
    });
  }

  addEventListener("message", ({ data }) => {
    if (data.type === SETUP) {
      setup(data.data);
      postMessage({ type: READY });
    } else if (data.type === QUERY) {
      postMessage({ type: RESULT, data: { items: search(data.data) } });
    }
  });
})();
