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
  let postings; // by word, of each field that holds it: the entry, the field and how often, one after the other
  let vocabulary, names;

  const escaped = text => text.replace(/[&<>]/g, sign => SIGNS[sign]);
  // ＨＲ－００１ and HR-001 are the same to who types them.
  const folded = text => text.normalize("NFKC").toLowerCase();
  const nameKey = text => folded(text).replace(/[^\p{L}\p{N}]+/gu, "");

  function setup(data) {
    ({ config, docs } = data);
    separator = new RegExp(config.separator);
    fields = Object.entries(config.fields).map(([name, field]) => [name, field.boost]);
    postings = new Map();
    names = [];
    parents = [];
    const pages = new Map();
    docs.forEach((doc, at) => {
      const path = doc.location.split("#")[0];
      if (!pages.has(path)) pages.set(path, at);
      parents.push(pages.get(path));
      for (const key of doc.names || []) names.push([key, at]);
      fields.forEach(([name], number) => {
        for (const text of Array.isArray(doc[name]) ? doc[name] : [doc[name] || ""])
          for (const word of folded(text).split(separator)) {
            const found = postings.get(word);
            if (!found) postings.set(word, [at, number, 1]);
            else if (found[found.length - 3] === at && found[found.length - 2] === number) found[found.length - 1]++;
            else found.push(at, number, 1);
          }
      });
    });
    postings.delete("");
    vocabulary = [...postings.keys()].sort();
  }

  // The first place in the vocabulary that is not below `word`.
  function firstFrom(word) {
    let low = 0, high = vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // A run of Han as the longest words of the index; where two overlap, both readings.
  function segments(run) {
    const signs = [...run];
    const word = (from, to) => signs.slice(from, to).join("");
    const longest = signs.map((_, from) => {
      for (let to = Math.min(signs.length, from + LONGEST); to > from; to--)
        if (postings.has(word(from, to))) return to - from;
      return 0;
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
        if (longest[at + by] > length - by && postings.has(word(at, at + by))) {
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

  function expansions(word, open) {
    const found = postings.has(word) ? [[word, 1]] : [];
    if (open)
      for (let at = firstFrom(word); at < vocabulary.length; at++) {
        if (!vocabulary[at].startsWith(word)) break;
        if (vocabulary[at] !== word) found.push([vocabulary[at], config.prefix]);
      }
    return found;
  }

  // Scores by entry, and which words each holds.
  function scored(query, words) {
    const scores = new Map(), held = new Map();
    words.forEach(([word, open], number) => {
      for (const [term, share] of expansions(word, open)) {
        const list = postings.get(term);
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
    let out = "", at = 0;
    for (const match of text.matchAll(new RegExp(`(?:(?!${separator.source}).)+`, "gs"))) {
      const token = folded(match[0]);
      const hit = words.some(([word, open]) => (open ? token.startsWith(word) : token === word));
      out += escaped(text.slice(at, match.index));
      out += hit ? `<mark>${escaped(match[0])}</mark>` : escaped(match[0]);
      at = match.index + match[0].length;
    }
    return out + escaped(text.slice(at));
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
