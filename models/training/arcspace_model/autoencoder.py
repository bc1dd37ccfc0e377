"""A KL autoencoder that makes a picture eight times smaller (Kingma & Welling 2013; Rombach et al. 2022)."""

import torch
from torch import Tensor, nn

from .layers import Residual, Upsample, norm
from .recipe import Recipe


class Autoencoder(nn.Module):
    """Its stem folds 4 x 4 pixels into channels: no convolution runs above a quarter of the resolution, which a CPU thanks for."""

    def __init__(self, recipe: Recipe):
        super().__init__()
        self.latent_channels = recipe.latent_channels
        (first, second), (inner, outer) = recipe.encoder_channels, recipe.decoder_channels
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, first, 3, padding=1),
            Residual(first, first),
            nn.Conv2d(first, second, 3, 2, 1),
            Residual(second, second),
            Residual(second, second),
            norm(second),
            nn.SiLU(),
            nn.Conv2d(second, 2 * self.latent_channels, 3, padding=1),
        )
        self.decoder = nn.Sequential(
            nn.Conv2d(self.latent_channels, inner, 3, padding=1),
            Residual(inner, inner),
            Residual(inner, inner),
            Residual(inner, inner),
            Upsample(inner, outer),
            Residual(outer, outer),
            Residual(outer, outer),
            norm(outer),
            nn.SiLU(),
            nn.Conv2d(outer, 48, 3, padding=1),
            nn.PixelShuffle(4),
        )

    def moments(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance, each [B, C, H / 8, W / 8]."""
        mean, log_variance = self.encoder(pictures).chunk(2, 1)
        return mean, log_variance.clamp(-20, 10)

    def decode(self, latents: Tensor) -> Tensor:
        return self.decoder(latents)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mean, log_variance = self.moments(pictures)
        return self.decode(mean + (0.5 * log_variance).exp() * torch.randn_like(mean)), mean, log_variance

    def hidden_matrices(self) -> list[nn.Parameter]:
        """What Muon trains: every convolution but the first and the last of each half."""
        ends = {id(half[index].weight) for half, index in ((self.encoder, 1), (self.encoder, -1), (self.decoder, 0), (self.decoder, -2))}
        return [each for each in self.parameters() if each.ndim == 4 and id(each) not in ends]
