"""Guided steps of a UNet by diffusers: diffusersStep.py FOLDER CELLS STEPS. Prints a line after each, for beside.ts."""
import sys

import torch
from diffusers import UNet2DConditionModel

folder, cells, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(2)
torch.manual_seed(1)
unet = UNet2DConditionModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
latents, prompt = torch.randn(2, 4, cells, cells), torch.randn(2, 77, 768)
with torch.inference_mode():
    for step in range(steps):
        unet(latents, torch.tensor(900.0), prompt)
        print("step", step, flush=True)
