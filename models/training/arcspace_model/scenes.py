"""Rendered scenes with known factors, as the program's own renderer paints them."""

import json
import subprocess
from pathlib import Path

import numpy as np
import torch

from .recipe import Recipe

RENDERER = Path(__file__).parent.parent / "renderScenes.mjs"

FACTORS: dict[str, list] = {
    "subject": ["house", "tree", "sailboat", "lighthouse", "mountain"],
    "colour": ["red", "yellow", "green", "blue", "purple", "white"],
    "size": [0.62, 0.92, 1.28],
    "position": [0.25, 0.5, 0.75],
    "time": [0, 1, 2],
    "palette": [-1, 0, 1],
    "weather": ["clear", "rain", "snow"],
    "ground": ["hill", "sea", "plain"],
    "style": ["flat", "ink", "watercolour", "mosaic", "paper cut"],
}
"""Values of each factor, in the order of `src/scenes/factors.ts`."""

NAMES = list(FACTORS)


class Scenes:
    """Pictures on disk and what they show. The last `held_out` are never trained on."""

    def __init__(self, folder: Path, recipe: Recipe):
        side = recipe.side
        self.pictures = np.memmap(folder / "pictures.u8", np.uint8, "r").reshape(-1, side, side, 3)
        records = json.loads((folder / "factors.json").read_text())
        self.factors = np.array([[FACTORS[name].index(record[name]) for name in NAMES] for record in records])
        """int [N, 9]: which value each factor has."""
        self.training = len(self.pictures) - recipe.held_out

    def batch(self, indices: np.ndarray) -> torch.Tensor:
        """float32 [B, 3, side, side] in -1..1."""
        return to_tensor(self.pictures[np.sort(indices)])

    def held_out(self) -> tuple[torch.Tensor, np.ndarray]:
        return to_tensor(self.pictures[self.training :]), self.factors[self.training :]


def where_the_subject_is(factors: np.ndarray, side: int) -> torch.Tensor:
    """1 within a box around the subject and 0 elsewhere, float32 [B, 1, side, side]; the measures are those of `src/scenes/subjects`."""
    size, position = (np.array(FACTORS[name])[factors[:, NAMES.index(name)], None] for name in ("size", "position"))
    middles = (np.arange(side)[None] + 0.5) / side
    across = np.abs(middles - position) < 0.24 * size
    down = (middles > 0.74 - 0.52 * size) & (middles < 0.8)
    return torch.from_numpy((down[:, :, None] & across[:, None, :])[:, None].astype(np.float32))


def to_tensor(pictures: np.ndarray) -> torch.Tensor:
    tensor = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return tensor.contiguous(memory_format=torch.channels_last)


def to_pictures(tensor: torch.Tensor) -> np.ndarray:
    """uint8 [B, side, side, 3]."""
    return ((tensor.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()


def render(folder: Path, recipe: Recipe) -> Scenes:
    """Renders the scenes unless they lie there already."""
    if not (folder / "factors.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["node", str(RENDERER), "--count", str(recipe.pictures), "--side", str(recipe.side)]
        subprocess.run([*command, "--seed", str(recipe.seed), "--out", str(folder)], check=True)
    return Scenes(folder, recipe)
