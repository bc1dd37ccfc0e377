"""Writes trained networks as folders in the Diffusers ONNX layout, and compares what ONNX Runtime computes with what torch does."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from . import noise
from .beta_vae import BetaVae
from .probe import Probe
from .recipe import Recipe
from .runtime import outputs_of
from .scenes import FACTORS
from .stages import Stages
from .torch_versions import write_onnx
from .training import averaged

PARITY = 2e-4
"""Of the peak of an output: more is a fault of the export."""


class Calls(nn.Module):
    """A module whose `forward` is any function of another."""

    def __init__(self, module: nn.Module, function):
        super().__init__()
        self.module, self.function = module, function

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.function(*inputs)


def export_all(stages: Stages, out: Path) -> list[str]:
    """@returns a line about each network: size and largest error."""
    lines = export_model(stages, out / "starter")
    lines.append(export_student(stages, out / "starter-fast", parts_of="starter"))
    for beta in (1, 4):
        lines += export_beta_vae(averaged(stages.folder / f"beta_vae_{beta}.pt", "beta_vae", BetaVae()), out / "vae" / f"beta-vae-{beta}")
    return [*lines, export_probe(stages, out / "evaluation" / "probe")]


def export_probe(stages: Stages, folder: Path) -> str:
    """For the evaluation, not for the program: pictures in -1..1 to the logits of all factors side by side."""
    probe, side = averaged(stages.folder / "probe.pt", "probe", Probe(stages.recipe)), stages.recipe.side
    for stage in probe.stages:
        # The export folds them together: the weights must be rounded after that, not before.
        stage[0], stage[1] = fuse_conv_bn_eval(stage[0], stage[1]), nn.Identity()
    _round_to_half(probe.to(memory_format=torch.contiguous_format))
    joined = Calls(probe, lambda pictures: torch.cat(probe(pictures), 1))
    line = _export(joined, (torch.rand(2, 3, side, side) * 2 - 1,), {"sample": {0: "batch"}}, {"logits": {0: "batch"}}, folder)
    _write(folder / "config.json", {"factors": FACTORS})
    return line


def export_model(stages: Stages, folder: Path) -> list[str]:
    recipe, scale = stages.recipe, stages.scaling_factor()
    autoencoder, (text, denoiser) = stages.trained_autoencoder(), stages.trained_networks()
    for module in (autoencoder, text):
        module.to(memory_format=torch.contiguous_format)
        _round_to_half(module)
    side = recipe.side // 8
    latents = torch.randn(2, recipe.latent_channels, side, side)
    places = {0: "batch", 2: "height", 3: "width"}
    encode = Calls(autoencoder, lambda pictures: autoencoder.encoder(pictures))
    lines = [
        _export(
            text, (_prompts(stages),), {"input_ids": {0: "batch", 1: "sequence"}}, {"last_hidden_state": {0: "batch", 1: "sequence"}}, folder / "text_encoder"
        ),
        _export_denoiser(stages, text, denoiser, folder),
        _export(encode, (torch.rand(2, 3, recipe.side, recipe.side) * 2 - 1,), {"sample": places}, {"latent_parameters": places}, folder / "vae_encoder"),
        _export(Calls(autoencoder, autoencoder.decode), (latents,), {"latent_sample": places}, {"sample": places}, folder / "vae_decoder"),
    ]
    stages.tokenizer.save(folder / "tokenizer")
    _write_model_configs(folder, recipe, scale, len(stages.tokenizer.vocabulary))
    return lines


def export_student(stages: Stages, folder: Path, parts_of: str) -> str:
    """The network of four steps alone: it shares every other part with the model that taught it."""
    text, student = stages.trained_networks(student=True)
    line = _export_denoiser(stages, text, student, folder)
    _write_index(folder, "LCMScheduler", ["unet"], {"_parts_of": parts_of})
    return line


def _prompts(stages: Stages) -> Tensor:
    return torch.tensor([stages.tokenizer("a small red house by the sea"), stages.tokenizer("")])


def _export_denoiser(stages: Stages, text: nn.Module, denoiser: nn.Module, folder: Path) -> str:
    recipe, places = stages.recipe, {0: "batch", 2: "height", 3: "width"}
    denoiser.to(memory_format=torch.contiguous_format)
    _round_to_half(denoiser)
    latents = torch.randn(2, recipe.latent_channels, recipe.side // 8, recipe.side // 8)
    line = _export(
        denoiser,
        (latents, torch.tensor([500]), text(_prompts(stages))),
        {"sample": places, "timestep": {0: "steps"}, "encoder_hidden_states": {0: "batch", 1: "sequence"}},
        {"out_sample": places},
        folder / "unet",
    )
    _write(
        folder / "unet" / "config.json",
        {
            "_class_name": "UNet2DConditionModel",
            "sample_size": recipe.side // 8,
            "in_channels": recipe.latent_channels,
            "out_channels": recipe.latent_channels,
            "block_out_channels": [*recipe.denoiser_channels],
            "cross_attention_dim": recipe.text_width,
            "layers_per_block": 2,
        },
    )
    return line


def export_beta_vae(model: BetaVae, folder: Path) -> list[str]:
    _round_to_half(model.to(memory_format=torch.contiguous_format))
    batch = {0: "batch"}
    lines = [
        _export(Calls(model, model.encoder), (torch.rand(2, 3, 64, 64) * 2 - 1,), {"sample": batch}, {"latent_parameters": batch}, folder / "vae_encoder"),
        _export(Calls(model, model.decode), (torch.randn(2, 10, 1, 1),), {"latent_sample": batch}, {"sample": batch}, folder / "vae_decoder"),
    ]
    config = {
        "_class_name": "AutoencoderKL",
        "sample_size": 64,
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": 10,
        "scaling_factor": 1.0,
        # Seven resolutions: one cell is 64 pixels wide.
        "block_out_channels": [32, 64, 64, 64, 64, 64, 64],
    }
    for part in ("vae_encoder", "vae_decoder"):
        _write(folder / part / "config.json", config)
    return lines


def _export(module: nn.Module, inputs: Sequence[Tensor], names_in: dict, names_out: dict, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "model.onnx"
    with torch.no_grad():
        write_onnx(module.eval(), inputs, file, input_names=[*names_in], output_names=[*names_out], dynamic_axes=names_in | names_out)
    _half_on_disk(file)
    error = _largest_error(module, inputs, [*names_in], file)
    if error > PARITY:
        raise SystemExit(f"{file} differs from what was trained by {error:.1e} of the peak.")
    return f"{folder.parent.name}/{folder.name}: {file.stat().st_size / 1e6:.2f} MB, within {error:.0e} of the peak"


def _largest_error(module: nn.Module, inputs: Sequence[Tensor], names: list[str], file: Path) -> float:
    """Over the batch and half of it."""
    halves = [[each if len(each) == 1 else each[:count] for each in inputs] for count in (2, 1)]
    with torch.no_grad():
        wanted = [module(*given).numpy() for given in halves]
    got = outputs_of(file, [{name: each.numpy() for name, each in zip(names, given)} for given in halves])
    return max(float(np.abs(ours - theirs).max() / np.abs(theirs).max()) for ours, theirs in zip(got, wanted))


def _round_to_half(module: nn.Module) -> None:
    """What ships is then exactly what is measured."""
    for parameter in module.parameters():
        if parameter.numel() >= 512:
            parameter.data.copy_(parameter.data.half().float())


def _half_on_disk(file: Path) -> None:
    """Weights as float16 with a Cast after them, which the runtime folds when it opens the network: it computes in float32."""
    model = onnx.load(str(file))
    graph = model.graph
    for tensor in [each for each in graph.initializer if each.data_type == TensorProto.FLOAT and np.prod(each.dims) >= 512]:
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}_half"))
        graph.node.insert(0, helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT, name=f"cast_{name}"))
    onnx.save(model, str(file))


def _write_index(folder: Path, scheduler: str, networks: Sequence[str], more: dict) -> None:
    """model_index.json and the settings of the scheduler."""
    parts = {part: ["diffusers", "OnnxRuntimeModel"] for part in networks}
    _write(folder / "model_index.json", {"_class_name": "OnnxStableDiffusionPipeline", "scheduler": ["diffusers", scheduler], **parts, **more})
    _write(
        folder / "scheduler" / "scheduler_config.json",
        {
            "_class_name": scheduler,
            "num_train_timesteps": noise.STEPS,
            "beta_start": noise.BETA_START,
            "beta_end": noise.BETA_END,
            "beta_schedule": "scaled_linear",
            "prediction_type": "v_prediction",
            "clip_sample": False,
            "set_alpha_to_one": True,
            "steps_offset": 0,
            "timestep_spacing": "trailing",
        },
    )


def _write_model_configs(folder: Path, recipe: Recipe, scale: float, vocabulary: int) -> None:
    networks = ("text_encoder", "unet", "vae_decoder", "vae_encoder")
    _write_index(folder, "DDIMScheduler", networks, {"tokenizer": ["transformers", "CLIPTokenizer"]})
    _write(
        folder / "text_encoder" / "config.json",
        {
            "architectures": ["CLIPTextModel"],
            "model_type": "clip_text_model",
            "hidden_size": recipe.text_width,
            "num_hidden_layers": recipe.text_layers,
            "num_attention_heads": 4,
            "intermediate_size": 4 * recipe.text_width,
            "max_position_embeddings": recipe.text_length,
            "vocab_size": vocabulary,
        },
    )
    for part in ("vae_encoder", "vae_decoder"):
        _write(
            folder / part / "config.json",
            {
                "_class_name": "AutoencoderKL",
                "sample_size": recipe.side,
                "in_channels": 3,
                "out_channels": 3,
                "latent_channels": recipe.latent_channels,
                "scaling_factor": scale,
                "block_out_channels": [64, 96, 128, 160],
            },
        )


def _write(file: Path, content: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n")
