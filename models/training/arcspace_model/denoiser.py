"""The text encoder and the network that predicts v (Salimans & Ho 2022), in the shape of Stable Diffusion's."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import Residual, SpatialTransformer, TransformerBlock, Upsample, norm, zeroed
from .recipe import Recipe


class TextEncoder(nn.Module):
    def __init__(self, vocabulary: int, recipe: Recipe):
        super().__init__()
        width = recipe.text_width
        self.tokens = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.tokens.weight, std=0.2)
        self.places = nn.Parameter(torch.randn(recipe.text_length, width) * 0.02)
        self.blocks = nn.ModuleList(TransformerBlock(width, 4) for _ in range(recipe.text_layers))
        self.norm = nn.LayerNorm(width)

    def forward(self, input_ids: Tensor) -> Tensor:
        """int64 [B, L] -> [B, L, width]."""
        x = self.tokens(input_ids) + self.places[: input_ids.shape[1]]
        for block in self.blocks:
            x = block(x)
        return self.norm(x)


class Denoiser(nn.Module):
    """Three resolutions; coordinates are made within the graph, so that it knows where it paints at any size."""

    TIME_WIDTH = 128

    def __init__(self, recipe: Recipe):
        super().__init__()
        a, b, c = recipe.denoiser_channels
        latents, context = recipe.latent_channels, recipe.text_width
        embedding = 4 * a
        self.time_in, self.time_out = nn.Linear(self.TIME_WIDTH, embedding), nn.Linear(embedding, embedding)
        self.pooled_text = nn.Linear(context, embedding)
        self.conv_in, self.coordinates = nn.Conv2d(latents, a, 3, padding=1), nn.Conv2d(8, a, 1, bias=False)

        def residual(inputs: int, outputs: int) -> Residual:
            return Residual(inputs, outputs, embedding)

        def attention(channels: int) -> SpatialTransformer:
            # At the full resolution attention to itself costs a third of the step and gives little.
            return SpatialTransformer(channels, context, attends_itself=channels != a)

        self.down = nn.ModuleList(
            [residual(a, a), residual(a, a), nn.Conv2d(a, a, 3, 2, 1), residual(a, b), residual(b, b), nn.Conv2d(b, b, 3, 2, 1), residual(b, c)]
        )
        self.down_attention = nn.ModuleList([attention(a), attention(b), attention(b), attention(c)])
        self.middle_in, self.middle_attention, self.middle_out = residual(c, c), attention(c), residual(c, c)
        self.up = nn.ModuleList(
            [residual(2 * c, c), Upsample(c, b), residual(2 * b, b), residual(2 * b, b), Upsample(b, a), residual(2 * a, a), residual(2 * a, a)]
        )
        self.up_attention = nn.ModuleList([attention(c), attention(b), attention(b), attention(a)])
        self.norm_out, self.conv_out = norm(a), zeroed(nn.Conv2d(a, latents, 3, padding=1))

    def forward(self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor) -> Tensor:
        """[B, C, h, w], timesteps [1] or [B], [B, L, width] -> v [B, C, h, w]."""
        context = encoder_hidden_states
        time = self._embedded(timestep, context)
        x = self.conv_in(sample) + self.coordinates(_coordinates(sample))
        down, up = self.down, self.up
        first = down[0](x, time)
        second = self.down_attention[0](down[1](first, time), context)
        third = self.down_attention[1](down[3](down[2](second), time), context)
        fourth = self.down_attention[2](down[4](third, time), context)
        fifth = self.down_attention[3](down[6](down[5](fourth), time), context)
        x = self.middle_out(self.middle_attention(self.middle_in(fifth, time), context), time)
        x = self.up_attention[0](up[0](torch.cat([x, fifth], 1), time), context)
        x = self.up_attention[1](up[2](torch.cat([up[1](x), fourth], 1), time), context)
        x = self.up_attention[2](up[3](torch.cat([x, third], 1), time), context)
        x = self.up_attention[3](up[5](torch.cat([up[4](x), second], 1), time), context)
        x = up[6](torch.cat([x, first], 1), time)
        return self.conv_out(F.silu(self.norm_out(x)))

    def _embedded(self, timestep: Tensor, context: Tensor) -> Tensor:
        """The mean of the prompt modulates every block beside the time: inside the graph, so the interface is Stable Diffusion's."""
        half = self.TIME_WIDTH // 2
        frequencies = torch.exp(-math.log(10000.0) * torch.arange(half, dtype=torch.float32) / half)
        angles = timestep.to(torch.float32).reshape(-1, 1) * frequencies[None]
        time = self.time_out(F.silu(self.time_in(torch.cat([angles.cos(), angles.sin()], 1))))
        return F.silu(time + self.pooled_text(context.mean(1)))


def _coordinates(sample: Tensor) -> Tensor:
    """Where each place lies across and down, straight and as waves: [B, 8, h, w]."""
    ones = torch.ones_like(sample[:, :1])
    across, down = torch.cumsum(ones, 3) / sample.shape[3], torch.cumsum(ones, 2) / sample.shape[2]
    waves = [wave(turns * math.pi * place) for turns, wave in ((1, torch.cos), (2, torch.cos), (2, torch.sin)) for place in (across, down)]
    return torch.cat([across, down, *waves], 1)


def hidden_matrices(denoiser: Denoiser, text: TextEncoder) -> list[nn.Parameter]:
    """What Muon trains: every matrix and convolution within, neither the first nor the last nor the embeddings."""
    outer = [denoiser.conv_in.weight, denoiser.conv_out.weight, denoiser.coordinates.weight, denoiser.time_in.weight, text.tokens.weight, text.places]
    left_out = {id(each) for each in outer}
    return [each for each in [*denoiser.parameters(), *text.parameters()] if each.ndim in (2, 4) and id(each) not in left_out]
