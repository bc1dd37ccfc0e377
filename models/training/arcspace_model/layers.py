"""What the networks are made of."""

import math

import torch.nn.functional as F
from torch import Tensor, nn


def norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(math.gcd(channels, max(1, channels // 16)), channels, eps=1e-6)


def zeroed(layer: nn.Module) -> nn.Module:
    """Says nothing at first, so that a block begins as the identity."""
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    return layer


class Residual(nn.Module):
    """Two convolutions beside the identity; where there is an embedding it scales and shifts what lies between them."""

    def __init__(self, inputs: int, outputs: int, embedding: int = 0):
        super().__init__()
        self.norm_in, self.conv_in = norm(inputs), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm_out, self.conv_out = norm(outputs), zeroed(nn.Conv2d(outputs, outputs, 3, padding=1))
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        self.modulate = nn.Linear(embedding, 2 * outputs) if embedding else None

    def forward(self, x: Tensor, embedding: Tensor | None = None) -> Tensor:
        h = self.norm_out(self.conv_in(F.silu(self.norm_in(x))))
        if self.modulate is not None:
            scale, shift = self.modulate(embedding)[:, :, None, None].chunk(2, 1)
            h = h * (1 + scale) + shift
        return self.skip(x) + self.conv_out(F.silu(h))


class Upsample(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


def attend(queries: Tensor, keys: Tensor, values: Tensor, heads: int) -> Tensor:
    """Plain products: on a CPU they train faster than the fused kernel, and every runtime has them."""
    batch, length, width = queries.shape

    def split(tensor: Tensor) -> Tensor:
        return tensor.reshape(batch, -1, heads, width // heads).transpose(1, 2)

    scores = (split(queries) * (width // heads) ** -0.5) @ split(keys).transpose(-1, -2)
    return (scores.softmax(-1).to(values.dtype) @ split(values)).transpose(1, 2).reshape(batch, length, width)


class TransformerBlock(nn.Module):
    """Attention to itself, to a context where there is one, and a layer of its own for each place."""

    def __init__(self, width: int, heads: int, context: int = 0, widening: int = 4, attends_itself: bool = True):
        super().__init__()
        self.heads = heads
        self.self_norm = nn.LayerNorm(width) if attends_itself else None
        if attends_itself:
            self.qkv, self.self_out = nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width)
        self.context_norm = nn.LayerNorm(width) if context else None
        if context:
            self.query, self.key_value = nn.Linear(width, width, bias=False), nn.Linear(context, 2 * width, bias=False)
            self.context_out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.widen, self.narrow = nn.Linear(width, widening * width), nn.Linear(widening * width, width)

    def forward(self, x: Tensor, context: Tensor | None = None) -> Tensor:
        if self.self_norm is not None:
            x = x + self.self_out(attend(*self.qkv(self.self_norm(x)).chunk(3, 2), self.heads))
        if self.context_norm is not None:
            keys, values = self.key_value(context).chunk(2, 2)
            x = x + self.context_out(attend(self.query(self.context_norm(x)), keys, values, self.heads))
        return x + self.narrow(F.gelu(self.widen(self.norm(x))))


class SpatialTransformer(nn.Module):
    def __init__(self, channels: int, context: int, attends_itself: bool):
        super().__init__()
        self.norm = norm(channels)
        self.block = TransformerBlock(channels, 2, context, 2, attends_itself)
        self.out = zeroed(nn.Conv2d(channels, channels, 1))

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        h = self.block(self.norm(x).flatten(2).transpose(1, 2), context)
        return x + self.out(h.transpose(1, 2).reshape(batch, channels, height, width))
