"""Prompts for scenes: whole or in part, in any order, in the words that people use."""

import numpy as np

from .scenes import NAMES

WORDS: dict[str, list[list[str]]] = {
    "subject": [
        ["house", "cottage"],
        ["tree"],
        ["sailboat", "boat"],
        ["lighthouse"],
        ["mountain"],
    ],
    "colour": [["red"], ["yellow"], ["green"], ["blue"], ["purple"], ["white"]],
    "size": [["small"], ["medium"], ["large", "big"]],
    "position": [
        ["on the left", "on the far left"],
        ["in the centre", "in the center", "in the middle"],
        ["on the right", "on the far right"],
    ],
    "time": [["by day", "in daylight"], ["at sunset"], ["at night", "by night"]],
    "palette": [
        ["cool colours", "cool colors"],
        ["neutral colours", "neutral colors"],
        ["warm colours", "warm colors"],
    ],
    "weather": [["under a clear sky"], ["in the rain"], ["in the snow"]],
    "ground": [["on a hill"], ["by the sea", "at sea"], ["on a plain", "in a field"]],
    "style": [
        ["flat style", "flat"],
        ["ink style", "sketch style", "ink"],
        ["watercolour style", "watercolor style", "watercolour"],
        ["mosaic style", "mosaic"],
        ["paper cut style", "paper cut"],
    ],
}
"""For each value of each factor its usual words, and others that mean the same."""

TAIL = ["ground", "position", "time", "weather"]
ENDING = ["palette", "style"]


def caption(factors: np.ndarray) -> str:
    """Names every factor in its usual words and order, as `src/scenes/caption.ts` does."""
    return _put_together(factors, {name: True for name in NAMES}, lambda words: words[0], None)


def varied_caption(factors: np.ndarray, rng: np.random.Generator, keep: float = 0.8) -> str:
    """
    Each factor is named with probability `keep`, in any of its words; half of the time the order is mixed, and a tenth of the captions
    begin with what usually ends them.
    """
    kept = {name: rng.random() < (0.93 if name == "subject" else keep) for name in NAMES}
    return _put_together(factors, kept, lambda words: words[0] if rng.random() < 0.6 else str(rng.choice(words)), rng)


def _put_together(factors, kept, choose, rng) -> str:
    word = {name: choose(WORDS[name][value]) for name, value in zip(NAMES, factors) if kept[name]}
    head = " ".join(["a", *(word[name] for name in ("size", "colour") if name in word), word.get("subject", "scene")])
    tail = [word[name] for name in TAIL if name in word]
    ending = [word[name] for name in ENDING if name in word]
    if rng is not None and rng.random() < 0.5:
        rng.shuffle(tail)
        rng.shuffle(ending)
    parts = [" ".join([head, *tail]), *ending]
    if rng is not None and rng.random() < 0.1:
        rng.shuffle(parts)
    return ", ".join(parts)


def vocabulary_words() -> list[str]:
    """Every word of every prompt."""
    phrases = [phrase for values in WORDS.values() for words in values for phrase in words]
    return sorted(set(" ".join([*phrases, "a an the scene with and of in , ."]).split()))
