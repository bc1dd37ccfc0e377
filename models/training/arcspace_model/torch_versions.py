"""
Where the torch 1.13 that Debian 12 has differs from the pinned one. What ships is made with the pinned one; the other proves the
whole way at toy size.
"""

import inspect
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn


def multiplies_bfloat16() -> bool:
    """Whether this processor does it itself, which only later versions know."""
    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check() for check in checks if check)


def adam_w(parameters: Iterable[nn.Parameter], rate: float, **settings) -> torch.optim.AdamW:
    """In one pass over the weights where torch can."""
    return torch.optim.AdamW(parameters, rate, **settings, **_known(torch.optim.AdamW, fused=True))


def lerp_all_(values: Sequence[Tensor], targets: Sequence[Tensor], share: float) -> None:
    """Moves each value towards its target, in place."""
    if hasattr(torch, "_foreach_lerp_"):
        torch._foreach_lerp_(values, targets, share)
    else:
        for value, target in zip(values, targets):
            value.lerp_(target, share)


def write_onnx(module: nn.Module, inputs: Sequence[Tensor], file: Path, **settings) -> None:
    """By tracing, which is all that the older one has; that one warns of every constant in every network."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The shape inference of prim::Constant")
        torch.onnx.export(module, tuple(inputs), str(file), opset_version=17, **settings, **_known(torch.onnx.export, dynamo=False))


def _known(function, **settings) -> dict:
    """Those settings that the function has in this version."""
    names = inspect.signature(function).parameters
    return {name: value for name, value in settings.items() if name in names}
