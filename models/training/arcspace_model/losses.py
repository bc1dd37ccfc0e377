"""How far a picture is from what it should be."""

import torch.nn.functional as F
from torch import Tensor


def edges(ours: Tensor, theirs: Tensor) -> Tensor:
    """L1 of the differences between neighbours, of the error at three scales: sharp edges for little work."""
    error, loss = ours - theirs, 0.0
    for scale in range(3):
        if scale:
            error = F.avg_pool2d(error, 2)
        loss = loss + (error[..., 1:] - error[..., :-1]).abs().mean() + (error[:, :, 1:] - error[:, :, :-1]).abs().mean()
    return loss


def psnr(ours: Tensor, theirs: Tensor) -> Tensor:
    """Decibels for each picture of [B, 3, H, W] in -1..1."""
    return -10 * (((ours.clamp(-1, 1) - theirs) ** 2).mean((1, 2, 3)) / 4).log10()
