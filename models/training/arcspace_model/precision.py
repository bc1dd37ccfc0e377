"""Half the digits where they are faster: a processor that multiplies bfloat16 itself gains a factor of two, any other loses one of ten."""

from contextlib import AbstractContextManager, nullcontext

import torch

from .torch_versions import multiplies_bfloat16

FAST = torch.bfloat16 if multiplies_bfloat16() else torch.float32


def fast() -> AbstractContextManager:
    """Within it networks compute in the fastest type of this processor. Losses are taken in float32 all the same."""
    return nullcontext() if FAST == torch.float32 else torch.autocast("cpu", FAST)
