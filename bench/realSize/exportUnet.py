"""The UNet of FOLDER/sd15.safetensors for diffusers (FOLDER/diff/unet) and as Optimum exports it (FOLDER/onnx/unet), for beside.ts.

Takes 15 GB of memory; needs torch, diffusers, safetensors and onnx."""
import pathlib
import sys
import tempfile

import onnx
import torch
from diffusers import UNet2DConditionModel
from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint
from safetensors.torch import load_file

folder = pathlib.Path(sys.argv[1])
attending = ("CrossAttnDownBlock2D",) * 3
with torch.device("meta"):
    unet = UNet2DConditionModel(
        sample_size=64,
        block_out_channels=(320, 640, 1280, 1280),
        down_block_types=(*attending, "DownBlock2D"),
        up_block_types=("UpBlock2D", *("CrossAttnUpBlock2D",) * 3),
        cross_attention_dim=768,
        attention_head_dim=8,
    )
unet.load_state_dict(convert_ldm_unet_checkpoint(load_file(folder / "sd15.safetensors"), unet.config), assign=True)
unet.to(torch.float16).save_pretrained(folder / "diff/unet")
unet.float().eval()


class Positional(torch.nn.Module):
    def forward(self, sample, timestep, encoder_hidden_states):
        return unet(sample, timestep, encoder_hidden_states, return_dict=False)[0]


picture = {0: "batch", 2: "height", 3: "width"}
(folder / "onnx/unet").mkdir(parents=True, exist_ok=True)
with torch.no_grad(), tempfile.TemporaryDirectory() as once:
    torch.onnx.export(
        Positional(),
        (torch.randn(2, 4, 16, 16), torch.tensor([900.0]), torch.randn(2, 77, 768)),
        f"{once}/model.onnx",
        input_names=["sample", "timestep", "encoder_hidden_states"],
        output_names=["out_sample"],
        dynamic_axes={
            "sample": picture,
            "timestep": {0: "step"},
            "encoder_hidden_states": {0: "batch", 1: "sequence_length"},
            "out_sample": picture,
        },
        opset_version=17,
        dynamo=False,
    )
    onnx.save_model(
        onnx.load(f"{once}/model.onnx"),
        folder / "onnx/unet/model.onnx",
        save_as_external_data=True,
        location="model.onnx_data",
    )
