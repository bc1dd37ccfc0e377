"""A training that may be stopped at any time and goes on where it was: checkpoints, time left, and a rate that falls with the steps."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .optimizers import Average, Optimizer

CHECKPOINT_SECONDS = 120
REPORT_SECONDS = 600
LONGEST_STEP = 30
"""Seconds. What took longer was a machine that slept or a process that was held, and is not training."""


@dataclass
class Training:
    """One network, or several that are trained together, for so many steps in all."""

    name: str
    folder: Path
    modules: dict[str, nn.Module]
    optimizer: Optimizer
    average: Average
    total: int
    evaluate: Callable[[], str]
    """Of the averaged weights, in one line."""
    rng: np.random.Generator
    """Draws what each step learns from."""
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
        return self.steps / self.total

    @property
    def share(self) -> float:
        """Of the highest rate: rises over the first steps, and falls with the square of what is done."""
        return min(1.0, (self.steps + 1) / self.warm_up) * max(0.02, 1 - self.progress**2)

    def run(self) -> Iterator[int]:
        """
        Yields the number of each step; whoever iterates calls `learn` once for each. Told to stop (SIGTERM, Ctrl+C), it keeps what it has
        and ends the program.
        """
        self._resume()
        if self.steps >= self.total:
            return
        with stops() as asked_to_stop:
            yield from self._until(asked_to_stop)

    def _until(self, asked_to_stop: list[bool]) -> Iterator[int]:
        saved = reported = last = time.monotonic()
        while self.steps < self.total and not asked_to_stop:
            yield self.steps
            now = time.monotonic()
            self.spent, last = self.spent + min(now - last, LONGEST_STEP), now
            if now - reported > REPORT_SECONDS:
                self._report()
                last = reported = time.monotonic()
            if now - saved > CHECKPOINT_SECONDS:
                self._save()
                last = saved = time.monotonic()
        if not asked_to_stop:
            self._report()
        self._save()
        if asked_to_stop:
            raise SystemExit(f"{self.name}: stopped at step {self.steps} of {self.total}. The same command goes on from there.")

    def learn(self, loss: torch.Tensor) -> None:
        self.optimizer.step(loss, self.share)
        self.average.follow()
        self.losses.append(loss.item())
        self.steps += 1

    def _report(self) -> None:
        left = (self.total - self.steps) * self.spent / max(1, self.steps) / 60
        loss = sum(self.losses) / max(1, len(self.losses))
        self.losses.clear()
        self.average.swap()
        finding = self.evaluate()
        self.average.swap()
        line = f"{self.name}: step {self.steps} of {self.total}, {self.spent / 60:.1f} min, {left:.0f} min left, loss {loss:.4f}, {finding}"
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
            "random": (torch.get_rng_state(), self.rng.bit_generator.state),
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
        drawn, self.rng.bit_generator.state = state["random"]
        torch.set_rng_state(drawn)


@contextmanager
def stops() -> Iterator[list[bool]]:
    """Within it Ctrl+C and SIGTERM end nothing by themselves: the list is no longer empty."""
    asked, usual = [], {}
    for each in (signal.SIGTERM, signal.SIGINT):
        usual[each] = signal.signal(each, lambda *_: asked.append(True))
    try:
        yield asked
    finally:
        for each, handler in usual.items():
            signal.signal(each, handler)


def averaged(file: Path, name: str, module: nn.Module) -> nn.Module:
    """The trained network of a checkpoint, ready to be used."""
    module.load_state_dict(torch.load(file, weights_only=False)["averaged"][name])
    return module.eval().requires_grad_(False).to(memory_format=torch.channels_last)
