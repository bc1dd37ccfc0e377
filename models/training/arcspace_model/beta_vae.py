"""A beta-VAE of ten dimensions (Higgins et al. 2017): a code in which single numbers mean something, the more so the larger beta."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

DIMENSIONS = 10
SIDE = 64


class BetaVae(nn.Module):
    """[B, 3, 64, 64] to ten numbers as latents [B, 10, 1, 1], and back."""

    def __init__(self, width: int = 32):
        super().__init__()
        widths = (3, width, width, 2 * width, 2 * width)
        down = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Conv2d(a, b, 4, 2, 1), nn.ReLU())]
        self.encoder = nn.Sequential(*down, nn.Conv2d(2 * width, 128, 4), nn.ReLU(), nn.Conv2d(128, 2 * DIMENSIONS, 1))
        back = widths[::-1]
        up = [layer for a, b in zip(back, back[1:]) for layer in (nn.ReLU(), nn.ConvTranspose2d(a, b, 4, 2, 1))]
        self.decoder = nn.Sequential(nn.Conv2d(DIMENSIONS, 128, 1), nn.ReLU(), nn.ConvTranspose2d(128, 2 * width, 4), *up)

    @staticmethod
    def shrunk(pictures: Tensor) -> Tensor:
        return pictures if pictures.shape[-1] == SIDE else F.interpolate(pictures, (SIDE, SIDE), mode="area")

    def moments(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_variance = self.encoder(pictures).chunk(2, 1)
        return mean, log_variance.clamp(-20, 10)

    def decode(self, latents: Tensor) -> Tensor:
        return self.decoder(latents)


def beta_loss(model: BetaVae, pictures: Tensor, beta: float) -> Tensor:
    """Negative evidence lower bound with the divergence weighted, over the number of pixels. The error of a pixel has deviation 0.25."""
    mean, log_variance = model.moments(pictures)
    decoded = model.decode(mean + (0.5 * log_variance).exp() * torch.randn_like(mean))
    error = ((decoded - pictures) ** 2).sum((1, 2, 3)) / (2 * 0.25**2)
    divergence = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum((1, 2, 3))
    return (error + beta * 40 * divergence).mean() / (3 * SIDE * SIDE)
