"""
Trains the embedded model from nothing: python models/training/train.py --out FOLDER [--recipe toy]

Whatever was stopped goes on where it was. FOLDER/models holds the result. The full recipe takes hours on two idle cores; one
other busy core makes it several times slower.
"""

import argparse
from pathlib import Path

import torch

from arcspace_model.export import export_all
from arcspace_model.recipe import RECIPES
from arcspace_model.scenes import render
from arcspace_model.stages import Stages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where scenes, checkpoints, logs and the model go")
    parser.add_argument("--recipe", choices=RECIPES, default="full", help="toy proves the way in two minutes")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    recipe = RECIPES[options.recipe]
    scenes = render(options.out / "scenes", recipe)
    stages = Stages(recipe, scenes, options.out)
    stages.run()
    for line in export_all(stages, options.out / "models"):
        print(line)


if __name__ == "__main__":
    main()
