"""A small network that reads the factors of a scene from its picture."""

import numpy as np
import torch
from torch import Tensor, nn

from .recipe import Recipe
from .scenes import FACTORS, NAMES

CARDINALITIES = [len(values) for values in FACTORS.values()]
CHANNELS = (3, 24, 48, 96, 128)


class Probe(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        self.stages = nn.ModuleList(
            nn.Sequential(nn.Conv2d(before, after, 3, 2, 1), nn.BatchNorm2d(after), nn.ReLU()) for before, after in zip(CHANNELS, CHANNELS[1:])
        )
        places = (recipe.side // 16) ** 2
        self.head = nn.Sequential(
            nn.Conv2d(128, 48, 1), nn.ReLU(), nn.Flatten(), nn.Linear(48 * places, 256), nn.ReLU(), nn.Linear(256, sum(CARDINALITIES))
        )

    def layers(self, pictures: Tensor) -> list[Tensor]:
        """What each of the first three stages sees."""
        seen, x = [], pictures
        for stage in self.stages[:3]:
            x = stage(x)
            seen.append(x)
        return seen

    def forward(self, pictures: Tensor) -> tuple[Tensor, ...]:
        """Logits of each factor, [B, values]."""
        x = pictures
        for stage in self.stages:
            x = stage(x)
        return self.head(x).split(CARDINALITIES, 1)


@torch.no_grad()
def read_factors(probe: Probe, pictures: Tensor) -> np.ndarray:
    """int [B, 9]."""
    was_training = probe.training
    probe.eval()
    parts = [torch.stack([logits.argmax(1) for logits in probe(each.clamp(-1, 1))], 1) for each in pictures.split(128)]
    probe.train(was_training)
    return torch.cat(parts).numpy()


def probe_accuracy(probe: Probe, pictures: Tensor, factors: np.ndarray) -> str:
    right = (read_factors(probe, pictures) == factors).mean(0)
    return f"factors right {right.mean():.3f}: " + " ".join(f"{name} {share:.2f}" for name, share in zip(NAMES, right))
