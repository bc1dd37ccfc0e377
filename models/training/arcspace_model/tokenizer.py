"""
A byte pair encoding in CLIP's format, learned from the words of the prompts until each of them is one token. `vocab.json` and
`merges.txt` work in any CLIP tokenizer; a word that is not known is read in pieces.
"""

import json
import re
from collections import Counter
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"
PATTERN = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+", re.IGNORECASE)

Pair = tuple[str, str]


def _byte_letters() -> dict[int, str]:
    """GPT-2's letters for bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + index) for index, byte in enumerate(others)}


LETTERS = _byte_letters()


def _pieces(word: str) -> list[str]:
    letters = [LETTERS[byte] for byte in word.encode()]
    return [*letters[:-1], letters[-1] + "</w>"]


def _merged(pieces: list[str], pair: Pair) -> list[str]:
    result: list[str] = []
    index = 0
    while index < len(pieces):
        joins = tuple(pieces[index : index + 2]) == pair
        result.append("".join(pair) if joins else pieces[index])
        index += 2 if joins else 1
    return result


class Tokenizer:
    def __init__(self, words: list[str], length: int):
        self.length = length
        self.merges = _learn(words)
        self.ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        letters = [LETTERS[byte] for byte in sorted(LETTERS)]
        tokens = [*letters, *(letter + "</w>" for letter in letters), *(a + b for a, b in self.merges), START, END]
        self.vocabulary = {token: index for index, token in enumerate(dict.fromkeys(tokens))}
        self._known: dict[str, list[int]] = {}

    def __call__(self, text: str) -> list[int]:
        """Exactly `length` ids: start, the text cut where it is too long, and the end to fill up."""
        end = self.vocabulary[END]
        ids = [self.vocabulary[START], *(i for word in PATTERN.findall(text.lower()) for i in self._word(word))]
        ids = [*ids[: self.length - 1], end]
        return ids + [end] * (self.length - len(ids))

    def _word(self, word: str) -> list[int]:
        if word not in self._known:
            pieces = _pieces(word)
            while pairs := [pair for pair in zip(pieces, pieces[1:]) if pair in self.ranks]:
                pieces = _merged(pieces, min(pairs, key=self.ranks.__getitem__))
            self._known[word] = [self.vocabulary[piece] for piece in pieces]
        return self._known[word]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False))
        (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *(" ".join(pair) for pair in self.merges), ""]))
        special = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
        settings = {"tokenizer_class": "CLIPTokenizer", "model_max_length": self.length, "do_lower_case": True, "errors": "replace"}
        (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=2))
        (folder / "tokenizer_config.json").write_text(json.dumps(settings | special, indent=2))


def _learn(words: list[str]) -> list[Pair]:
    sequences = [_pieces(word) for word in sorted({w for text in words for w in PATTERN.findall(text.lower())})]
    merges: list[Pair] = []
    while True:
        counts = Counter(pair for pieces in sequences for pair in zip(pieces, pieces[1:]))
        if not counts:
            return merges
        best = max(sorted(counts), key=counts.__getitem__)
        merges.append(best)
        sequences = [_merged(pieces, best) for pieces in sequences]
