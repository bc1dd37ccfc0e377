"""A training that may be stopped at any time and goes on where it was: checkpoints, time left, and a rate that follows the clock."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from .optimizers import Average, Optimizer

CHECKPOINT_SECONDS = 120
REPORT_SECONDS = 60


@dataclass
class Training:
    """One network, or several that are trained together, for so many minutes in all."""

    name: str
    folder: Path
    modules: dict[str, nn.Module]
    optimizer: Optimizer
    average: Average
    minutes: float
    evaluate: Callable[[], str]
    """Of the averaged weights, in one line."""
    warm_up: int = 100
    spent: float = 0
    """Seconds, over all times that it ran."""
    steps: int = 0
    losses: list[float] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / f"{self.name}.pt"

    @property
    def progress(self) -> float:
        return min(1.0, self.spent / (60 * self.minutes))

    @property
    def share(self) -> float:
        """Of the highest rate: rises over the first steps, and falls with the square of the time."""
        return min(1.0, (self.steps + 1) / self.warm_up) * max(0.02, 1 - self.progress**2)

    def run(self) -> Iterator[int]:
        """Yields the number of each step until the time is over; whoever iterates calls `learn` once for each."""
        self._resume()
        if self.progress >= 1:
            return
        saved = reported = last = time.monotonic()
        while self.progress < 1:
            yield self.steps
            now = time.monotonic()
            self.spent, last = self.spent + now - last, now
            if now - reported > REPORT_SECONDS:
                self._report()
                last = reported = time.monotonic()
            if now - saved > CHECKPOINT_SECONDS:
                self._save()
                last = saved = time.monotonic()
        self._report()
        self._save()

    def learn(self, loss: torch.Tensor) -> None:
        self.optimizer.step(loss, self.share)
        self.average.follow()
        self.losses.append(loss.item())
        self.steps += 1

    def _report(self) -> None:
        left = (1 - self.progress) * self.minutes
        loss = sum(self.losses) / max(1, len(self.losses))
        self.losses.clear()
        self.average.swap()
        finding = self.evaluate()
        self.average.swap()
        line = f"{self.name}: {self.spent / 60:.1f} min, {left:.0f} min left, step {self.steps}, loss {loss:.4f}, {finding}"
        print(line, flush=True)
        with (self.folder / f"{self.name}.log").open("a") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        self.average.swap()
        averaged = {name: {key: value.clone() for key, value in module.state_dict().items()} for name, module in self.modules.items()}
        self.average.swap()
        state = {
            "averaged": averaged,
            "modules": {name: module.state_dict() for name, module in self.modules.items()},
            "average": (self.average.values, self.average.steps),
            "optimizer": self.optimizer.state(),
            "spent": self.spent,
            "steps": self.steps,
            "random": torch.get_rng_state(),
        }
        beside = self.file.with_suffix(".part")
        torch.save(state, beside)
        beside.replace(self.file)

    def _resume(self) -> None:
        if not self.file.exists():
            return
        state = torch.load(self.file, weights_only=False)
        for name, module in self.modules.items():
            module.load_state_dict(state["modules"][name])
        self.average.values, self.average.steps = state["average"]
        self.optimizer.load(state["optimizer"])
        self.spent, self.steps = state["spent"], state["steps"]
        torch.set_rng_state(state["random"])


def averaged(file: Path, name: str, module: nn.Module) -> nn.Module:
    """The trained network of a checkpoint, ready to be used."""
    module.load_state_dict(torch.load(file, weights_only=False)["averaged"][name])
    return module.eval().requires_grad_(False).to(memory_format=torch.channels_last)
