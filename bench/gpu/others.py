"""Milliseconds a guided step in Python, a line of JSON for each program: onnxruntime on our own graph, diffusers in half precision.

usage: others.py MODEL GRAPH SIDE RUNS PROVIDER. The graph names the file of its weights, which lies beside it.
"""
import json
import statistics
import sys
import time

model, graph, side, runs, provider = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
CONTEXT = {"sd15": 768, "sdxl": 2048}[model]


def timed(open_it):
    """Opens a network, which answers with a function that runs one step and waits for it."""
    begun = time.perf_counter()
    step = open_it()
    opened = time.perf_counter() - begun
    times = []
    for _ in range(runs + 2):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return {"opened": opened * 1000, "step": statistics.median(times[2:]) * 1000}


def onnxruntime_step():
    import numpy
    import onnxruntime

    name = {"cuda": "CUDAExecutionProvider", "cpu": "CPUExecutionProvider"}[provider]
    if name not in onnxruntime.get_available_providers():
        raise RuntimeError(f"this onnxruntime has no {name}")
    session = onnxruntime.InferenceSession(graph, providers=[name])
    axes = {"batch_size": 2, "sequence_length": 77, "pooled_width": 1280, "time_id_count": 6}
    feeds = {
        value.name: numpy.asarray(
            numpy.random.randn(*(axes.get(length, side // 8) if isinstance(length, str) else length for length in value.shape)),
            dtype="float32",
        )
        for value in session.get_inputs()
    }
    return lambda: session.run(None, feeds)


def diffusers_step():
    import torch
    from diffusers import UNet2DConditionModel

    device, dtype = ("cuda", torch.float16) if provider == "cuda" else ("cpu", torch.float32)
    if device == "cuda" and not torch.cuda.is_available():
        raise RuntimeError("this torch sees no card")
    common = dict(in_channels=4, out_channels=4, cross_attention_dim=CONTEXT)
    if model == "sd15":
        config = dict(sample_size=64, attention_head_dim=8, block_out_channels=(320, 640, 1280, 1280))
    else:
        config = dict(
            sample_size=128,
            block_out_channels=(320, 640, 1280),
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
            transformer_layers_per_block=(1, 2, 10),
            attention_head_dim=(5, 10, 20),
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=256,
            projection_class_embeddings_input_dim=2816,
        )
    unet = UNet2DConditionModel(**common, **config).to(device, dtype).eval()
    new = lambda *shape: torch.randn(*shape, device=device, dtype=dtype)
    more = {} if model == "sd15" else {"added_cond_kwargs": {"text_embeds": new(2, 1280), "time_ids": new(2, 6)}}
    sample, context = new(2, 4, side // 8, side // 8), new(2, 77, CONTEXT)

    @torch.inference_mode()
    def step():
        unet(sample, 500, context, **more)
        if device == "cuda":
            torch.cuda.synchronize()

    return step


for name, open_it in [("Python onnxruntime", onnxruntime_step), ("diffusers", diffusers_step)]:
    try:
        result = timed(open_it)
    except Exception as thrown:  # Whatever is lacking is said, and the rest is measured.
        result = {"lacking": f"{type(thrown).__name__}: {str(thrown).splitlines()[0] if str(thrown) else ''}"}
    print(json.dumps({name: result}), flush=True)
