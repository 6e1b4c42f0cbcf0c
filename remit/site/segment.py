"""Splits runs of Chinese for a search that knows words only between separators.
jieba cuts a run, then each word is cut again into the finest dictionary words that tile it, so that
经理 is found in 部门经理 and the text still reads as written. Cutting is memoised by run and kept on disk,
because reading jieba's dictionary costs more than rendering several hundred pages."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib import import_module, metadata
from pathlib import Path
from typing import Protocol

from remit.site.cache import write_atomically

HAN = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U000323af]+"
)
BREAK = "\u200b"
# A longer run is a sentence and no word; jieba takes the square of a word's length.
_LONGEST_TERM = 40
_ALGORITHM = "1"  # change it when the same run would be cut differently


class _Dictionary(Protocol):
    FREQ: Mapping[str, int]

    def lcut(self, sentence: str, cut_all: bool = False, HMM: bool = True) -> list[str]: ...  # noqa: N803


class Segmenter:
    """Marks word borders in text with zero-width spaces.

    `terms` are words of the company that a general dictionary does not know; very long ones are left to it. `cache` is a folder that may be
    deleted at any time, or None to keep nothing; languages, made at the same time, keep what they used apart.
    """

    def __init__(self, terms: Iterable[str], cache: Path | None, lang: str) -> None:
        self._terms = tuple(
            sorted({run for term in terms for run in HAN.findall(term) if 1 < len(run) <= _LONGEST_TERM})
        )
        self._cache, self._lang = cache, lang
        self._known = self._read()
        self._used: dict[str, str] = {}

    def segment(self, text: str) -> str:
        """`text` with a zero-width space at every word border within and around its Chinese runs."""
        return HAN.sub(self._replace, text).strip(BREAK)

    def save(self) -> None:
        """Keep what was known and what this run used, for the next process: pages that stand as they are ask for nothing."""
        if self._cache is not None and not self._used.keys() <= self._known.keys():
            runs = dict(sorted({**self._known, **self._used}.items()))
            stored = {"key": self._key, "runs": runs}
            write_atomically(self._store, json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode())

    def _replace(self, match: re.Match[str]) -> str:
        run = match[0]
        marked = self._used.get(run)
        if marked is None:
            marked = self._known.get(run)
            if marked is None:
                # A guess by jieba's hidden Markov model may run across two words (责采 in 负责采购): it stays off.
                dictionary = _dictionary(self._terms)
                words = (part for word in dictionary.lcut(run, HMM=False) for part in _tile(word, dictionary.FREQ))
                marked = BREAK + BREAK.join(words) + BREAK
            self._used[run] = marked
        return marked

    @cached_property
    def _key(self) -> str:
        facts = (_ALGORITHM, metadata.version("jieba"), *self._terms)
        return sha256("\0".join(facts).encode()).hexdigest()

    @property
    def _store(self) -> Path:
        assert self._cache is not None
        return self._cache / f"segments-{self._lang}.json"

    def _read(self) -> Mapping[str, str]:
        if self._cache is None:
            return {}
        try:
            stored = json.loads(self._store.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        if not isinstance(stored, dict) or stored.get("key") != self._key:
            return {}
        runs = stored.get("runs")
        return runs if isinstance(runs, dict) else {}


@cache
def _dictionary(terms: tuple[str, ...]) -> _Dictionary:
    """jieba with `terms` added; kept, because loading it takes half a second."""
    jieba = import_module("jieba")
    jieba.setLogLevel(60)
    dictionary = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:
        dictionary.tmp_dir = private  # jieba's own choice, the shared temporary folder, is writable for others
        dictionary.initialize()
    for term in terms:
        dictionary.add_word(term)
    loaded: _Dictionary = dictionary
    return loaded


def _tile(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    return (_tiling(word, known) if len(word) > 2 else None) or (word,)


def _tiling(word: str, known: Mapping[str, int]) -> tuple[str, ...] | None:
    """`word` as dictionary words, at each place the first of two, one or three characters that leaves a rest
    which can be tiled too; None where no such tiling exists."""
    rests: list[tuple[str, ...] | None] = [None] * len(word) + [()]
    for start in reversed(range(len(word))):
        for end in (start + 2, start + 1, start + 3):
            rest = rests[end] if end <= len(word) else None
            if rest is not None and known.get(word[start:end]):
                rests[start] = (word[start:end], *rest)
                break
    return rests[0]
