"""The noise schedule of Stable Diffusion, and sampling with it, for evaluation during training."""

import torch
from torch import Tensor

STEPS = 1000
BETA_START, BETA_END = 0.00085, 0.012


def alphas_cumprod() -> Tensor:
    betas = torch.linspace(BETA_START**0.5, BETA_END**0.5, STEPS, dtype=torch.float64) ** 2
    return torch.cumprod(1 - betas, 0).float()


ALPHAS = alphas_cumprod()


MOST = 5.0
"""The signal-to-noise ratio above which a timestep counts less: hardly noisy pictures have little to teach (Hang et al. 2023)."""


def drawn_timesteps(count: int, tilt: float) -> Tensor:
    """
    Timesteps as often as they count, int64 [count]: what a weight would make of the loss, without steps that hardly weigh.
    @param tilt how much more often the noisiest are drawn: there a prompt decides what is where
    """
    ratio = (ALPHAS / (1 - ALPHAS)).double()
    counts = (ratio + 1).clamp(max=MOST + 1) / (ratio + 1)
    return torch.multinomial(counts * (1 + tilt * torch.arange(STEPS) / STEPS), count, replacement=True)


def at_timestep(timesteps: Tensor) -> tuple[Tensor, Tensor]:
    """Shares of signal and noise, each [B, 1, 1, 1]."""
    alpha = ALPHAS[timesteps][:, None, None, None]
    return alpha.sqrt(), (1 - alpha).sqrt()


def trailing(count: int) -> list[int]:
    """Timesteps from the noisiest down, spaced from the end as the shipped scheduler has them."""
    return [round(STEPS - index * STEPS / count) - 1 for index in range(count)]


@torch.no_grad()
def ddim(predict, noise: Tensor, count: int) -> Tensor:
    """Clean latents by DDIM without noise (Song et al. 2020). @param predict v of noisy latents at a timestep [1]"""
    x, timesteps = noise, trailing(count)
    for index, timestep in enumerate(timesteps):
        signal, sigma = at_timestep(torch.tensor([timestep]))
        v = predict(x, torch.tensor([timestep]))
        clean, drawn = signal * x - sigma * v, sigma * x + signal * v
        if index + 1 == count:
            return clean
        signal, sigma = at_timestep(torch.tensor([timesteps[index + 1]]))
        x = signal * clean + sigma * drawn
    return x
