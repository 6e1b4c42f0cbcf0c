"""How Chinese names sound, for whoever types letters: whole syllables and their initials. The only module that knows pypinyin."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u9fff]")


def sounds(name: str) -> list[str]:
    """A name in pinyin without tones and its initials (caigouzhuanyuan, cgzy); nothing for one without Chinese characters."""
    if not _HAN.search(name):
        return []
    from pypinyin import lazy_pinyin  # a quarter of a second to load: not for systems without Chinese

    syllables = [syllable.lower() for syllable in lazy_pinyin(name) if syllable.strip()]
    return ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
