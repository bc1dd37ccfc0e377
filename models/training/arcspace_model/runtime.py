"""Runs exported networks in the ONNX Runtime of the program itself: training needs none of its own."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

RUNNER = Path(__file__).parent.parent / "runNetwork.mjs"

Inputs = dict[str, np.ndarray]


def outputs_of(network: Path, cases: Sequence[Inputs]) -> list[np.ndarray]:
    """@returns the first output, float32, for each of the cases"""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        listed = [_written(case, folder, index) for index, case in enumerate(cases)]
        (folder / "cases.json").write_text(json.dumps(listed))
        subprocess.run(["node", str(RUNNER), str(network), kept], check=True)
        shapes = json.loads((folder / "shapes.json").read_text())
        return [np.fromfile(folder / f"{index}.out", np.float32).reshape(shape) for index, shape in enumerate(shapes)]


def _written(case: Inputs, folder: Path, index: int) -> dict:
    """The values beside it, as files `INDEX.NAME`."""
    for name, values in case.items():
        values.tofile(folder / f"{index}.{name}")
    return {name: {"type": str(values.dtype), "shape": values.shape} for name, values in case.items()}
