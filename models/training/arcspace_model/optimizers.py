"""Muon for the matrices within a network, AdamW for the rest, under one learning rate that falls as the time runs out."""

import torch
from torch import Tensor, nn

from .precision import FAST
from .torch_versions import adam_w, lerp_all_


def orthogonalised(matrices: Tensor, steps: int = 5) -> Tensor:
    """Newton-Schulz iteration towards the nearest orthogonal matrices, [N, rows, columns] (Jordan et al. 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrices.size(1) > matrices.size(2)
    x = (matrices.transpose(1, 2) if tall else matrices).to(FAST)
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).to(matrices.dtype)


class Muon:
    """Momentum whose step is orthogonalised. Matrices of one shape are orthogonalised together, which many small ones need."""

    def __init__(self, parameters: list[nn.Parameter], momentum: float = 0.95, decay: float = 1e-4):
        self.momentum, self.decay = momentum, decay
        self.groups: dict[tuple[int, int], list[nn.Parameter]] = {}
        for each in parameters:
            self.groups.setdefault((each.size(0), each[0].numel()), []).append(each)
        self.state = {shape: [torch.zeros_like(each) for each in group] for shape, group in self.groups.items()}

    @torch.no_grad()
    def step(self, rate: float) -> None:
        for (rows, columns), group in self.groups.items():
            momenta, gradients = self.state[(rows, columns)], [each.grad for each in group]
            torch._foreach_mul_(momenta, self.momentum)
            torch._foreach_add_(momenta, gradients)
            ahead = [gradient + self.momentum * momentum for gradient, momentum in zip(gradients, momenta)]
            updates = orthogonalised(torch.stack([each.reshape(rows, columns) for each in ahead]))
            scale = rate * max(1.0, rows / columns) ** 0.5
            torch._foreach_mul_(group, 1 - rate * self.decay)
            torch._foreach_add_(group, [update.reshape(each.shape) for update, each in zip(updates, group)], alpha=-scale)


class Optimizer:
    """`hidden` by Muon, the others by AdamW. Rates are given as a share of the highest."""

    def __init__(self, parameters: list[nn.Parameter], hidden: list[nn.Parameter], rate: float, muon_rate: float = 0.02):
        ours = {id(each) for each in hidden}
        self.parameters, self.rest = parameters, [each for each in parameters if id(each) not in ours]
        self.rate, self.muon_rate = rate, muon_rate
        self.adam, self.muon = adam_w(self.rest, rate, betas=(0.9, 0.99), weight_decay=1e-4), Muon(hidden)

    def step(self, loss: Tensor, share: float) -> None:
        for each in self.parameters:
            each.grad = None
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.rest, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = self.rate * share
        self.adam.step()
        self.muon.step(self.muon_rate * share)

    def state(self) -> dict:
        return {"adam": self.adam.state_dict(), "muon": self.muon.state}

    def load(self, state: dict) -> None:
        self.adam.load_state_dict(state["adam"])
        self.muon.state = state["muon"]


class Average:
    """The running mean of weights, which is what is shipped."""

    def __init__(self, parameters: list[nn.Parameter], slowest: float = 0.999):
        self.parameters, self.slowest, self.steps = parameters, slowest, 0
        self.values = [each.detach().clone() for each in parameters]

    @torch.no_grad()
    def follow(self) -> None:
        self.steps += 1
        lerp_all_(self.values, self.parameters, 1 - min(self.slowest, self.steps / (10 + self.steps)))

    @torch.no_grad()
    def swap(self) -> None:
        """Puts the means in place of the weights, and back when it is called again."""
        for parameter, value in zip(self.parameters, self.values):
            kept = parameter.detach().clone()
            parameter.copy_(value)
            value.copy_(kept)
