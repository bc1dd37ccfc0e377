"""The trainings one after another. Each leaves a checkpoint NAME.pt and a log NAME.log, and is not repeated when it is done."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import noise
from .autoencoder import Autoencoder
from .beta_vae import BetaVae, beta_loss
from .captions import caption, varied_caption, vocabulary_words
from .denoiser import Denoiser, TextEncoder, hidden_matrices
from .losses import edges, psnr
from .optimizers import Average, Optimizer
from .precision import fast
from .probe import Probe, probe_accuracy
from .recipe import Recipe
from .scenes import Scenes, where_the_subject_is
from .tokenizer import Tokenizer
from .torch_versions import lerp_all_
from .training import Training, averaged

KL_WEIGHT = 1e-3
EDGE_WEIGHT = 0.5
PERCEPTUAL_WEIGHT = 0.02
NO_PROMPT = 0.12
"""Share of the captions that are left out, for classifier-free guidance."""
DISTILLED_GUIDANCE = 3.0
FROM_THE_START = 0.15
"""Share of the steps of the distillation that start from noise alone."""
SUBJECT_EMPHASIS = 5.0
HIGH_NOISE_TILT = 3.0
LEAST_BLIND, MORE_BLIND = 0.05, 0.3
STYLE = 8


@dataclass
class Stages:
    recipe: Recipe
    scenes: Scenes
    folder: Path

    def __post_init__(self):
        self.tokenizer = Tokenizer(vocabulary_words(), self.recipe.text_length)

    def run(self) -> None:
        parts = (self.probe, self.autoencoder, self.decoder, self.denoiser, self.four_steps, partial(self.beta_vae, 1), partial(self.beta_vae, 4))
        for index, part in enumerate(parts):
            # Each begins with a seed of its own, so that it comes out the same whether those before it ran now or lie there from before.
            torch.manual_seed(self.recipe.seed + index)
            self.rng = np.random.default_rng([self.recipe.seed, index])
            part()

    def probe(self) -> None:
        """Reads the factors of a picture: it is right on renders, and so measures what the model makes."""
        probe = Probe(self.recipe).to(memory_format=torch.channels_last)
        held, factors = self.scenes.held_out()
        training = self._training("probe", {"probe": probe}, [], rate=2e-3, evaluate=lambda: probe_accuracy(probe, held, factors))
        for step in training.run():
            indices = self._some(64)
            pictures = self.scenes.batch(indices)
            if step % 3 == 1:
                pictures = 0.6 * F.avg_pool2d(pictures, 3, 1, 1) + 0.4 * pictures
            if step % 3 == 2:
                pictures = pictures + 0.06 * torch.randn_like(pictures)
            targets = torch.from_numpy(self.scenes.factors[np.sort(indices)])
            with fast():
                logits = probe(pictures)
            training.learn(sum(F.cross_entropy(each.float(), targets[:, at]) for at, each in enumerate(logits)))

    def autoencoder(self) -> None:
        model = Autoencoder(self.recipe).to(memory_format=torch.channels_last)
        training = self._training("autoencoder", {"autoencoder": model}, model.hidden_matrices(), 2e-3, lambda: self._reconstruction(model))
        for _ in training.run():
            pictures = self.scenes.batch(self._some(8 if training.progress < 0.5 else 16))
            with fast():
                decoded, mean, log_variance = (each.float() for each in model(pictures))
            kl = 0.5 * (mean * mean + log_variance.exp() - 1 - log_variance).mean()
            training.learn((decoded - pictures).abs().mean() + EDGE_WEIGHT * edges(decoded, pictures) + KL_WEIGHT * kl)

    def decoder(self) -> None:
        """
        The decoder alone, its latents a little disturbed as a denoiser leaves them, with a light perceptual term: what the layers of the
        probe see (Johnson et al. 2016, with a network of our own).
        """
        model = self._autoencoder()
        probe = averaged(self.folder / "probe.pt", "probe", Probe(self.recipe))
        model.decoder.requires_grad_(True)
        ends = {id(model.decoder[0].weight), id(model.decoder[-2].weight)}
        hidden = [each for each in model.decoder.parameters() if each.ndim == 4 and id(each) not in ends]
        training = self._training("decoder", {"decoder": model.decoder}, hidden, 1e-3, lambda: self._reconstruction(model))
        for _ in training.run():
            pictures = self.scenes.batch(self._some(12))
            with torch.no_grad():
                mean, log_variance = model.moments(pictures)
            latents = mean + ((0.5 * log_variance).exp() + 0.03 * mean.std()) * torch.randn_like(mean)
            with fast():
                decoded = model.decode(latents).float()
                seen = sum((ours - theirs).abs().mean().float() for ours, theirs in zip(probe.layers(decoded), probe.layers(pictures)))
            pixels = (decoded - pictures).abs().mean() + EDGE_WEIGHT * edges(decoded, pictures)
            training.learn(pixels + PERCEPTUAL_WEIGHT * seen)

    def denoiser(self) -> None:
        text, model = self._networks()
        mean, deviation, _ = self._latents()
        parameters = hidden_matrices(model, text)
        training = self._training("denoiser", {"text": text, "denoiser": model}, parameters, 8e-4, lambda: self._prompted(text, model))
        for _ in training.run():
            indices = self._some(32 if training.progress < 0.9 else 64)
            clean = mean[indices] + deviation[indices] * torch.randn_like(mean[indices])
            timesteps = noise.drawn_timesteps(len(indices), HIGH_NOISE_TILT * (1 - training.progress))
            # At the noisiest timestep a trace of the picture is left, and tells where things are: a network that sees it learns to look for it
            # in the noise instead of the prompt (Lin et al. 2024). Some see nothing of it.
            is_blind = torch.rand(len(indices)) < LEAST_BLIND + MORE_BLIND * (1 - training.progress)
            timesteps[is_blind] = noise.STEPS - 1
            drawn, (signal, sigma) = torch.randn_like(clean), noise.at_timestep(timesteps)
            seen = torch.where(is_blind[:, None, None, None], 0, signal * clean)
            noisy = (seen + torch.where(is_blind[:, None, None, None], 1, sigma) * drawn).contiguous(memory_format=torch.channels_last)
            with fast():
                v = model(noisy, timesteps, text(self._prompts(indices))).float()
            # The subject covers a tenth of a picture and is what a prompt is about: at first it counts for more, in the end for what it is.
            emphasis = 1 + SUBJECT_EMPHASIS * (1 - training.progress) * where_the_subject_is(self.scenes.factors[indices], clean.shape[2])
            training.learn((emphasis * (v - (signal * noisy - clean) / sigma) ** 2).mean())

    def four_steps(self) -> None:
        """
        A student that says at any timestep where its teacher would arrive, guidance included: a latent consistency model (Luo et al. 2023),
        on the fifty timesteps that its sampler knows.
        """
        text, teacher = self.trained_networks()
        _, student = self._networks()
        student.load_state_dict(teacher.state_dict())
        target = Denoiser(self.recipe).to(memory_format=torch.channels_last).requires_grad_(False)
        target.load_state_dict(teacher.state_dict())
        mean, _, _ = self._latents()
        grid = torch.tensor(noise.trailing(50)).flip(0)
        nothing = text(torch.tensor([self.tokenizer("")]))
        training = self._training(
            "four_steps", {"denoiser": student}, [], 2e-4, lambda: self._prompted(text, student, steps=4, guidance=1.0)
        )
        for _ in training.run():
            indices = self._some(24)
            with torch.no_grad():
                clean, drawn = mean[indices], torch.randn_like(mean[indices])
                place = torch.randint(1, len(grid), (len(indices),))
                place[torch.rand(len(indices)) < FROM_THE_START] = len(grid) - 1
                later, earlier = grid[place], grid[place - 1]
                signal, sigma = noise.at_timestep(later)
                # The first step starts from noise alone, without the trace of a picture that this timestep has left.
                is_blind = (place == len(grid) - 1)[:, None, None, None]
                noisy = torch.where(is_blind, drawn, signal * clean + sigma * drawn).contiguous(memory_format=torch.channels_last)
                context = text(self._prompts(indices))
                guided = _guided(teacher, noisy, later, context, nothing, DISTILLED_GUIDANCE)
                there, rest = signal * noisy - sigma * guided, sigma * noisy + signal * guided
                next_signal, next_sigma = noise.at_timestep(earlier)
                stepped = next_signal * there + next_sigma * rest
                with fast():
                    said = target(stepped, earlier, context).float()
                # At the first timestep a consistency function is the identity.
                goal = torch.where((place == 1)[:, None, None, None], there, next_signal * stepped - next_sigma * said)
            with fast():
                v = student(noisy, later, context).float()
            training.learn(F.huber_loss(signal * noisy - sigma * v, goal, delta=0.1) * 10)
            with torch.no_grad():
                lerp_all_(list(target.parameters()), list(student.parameters()), 0.05)

    def beta_vae(self, beta: int) -> None:
        model = BetaVae().to(memory_format=torch.channels_last)
        name = f"beta_vae_{beta}"
        held, _ = self.scenes.held_out()
        small = BetaVae.shrunk(held)
        training = self._training(
            name, {"beta_vae": model}, [], 1e-3, lambda: f"{psnr(model.decode(model.moments(small)[0]), small).mean():.1f} dB", steps="beta_vae"
        )
        for _ in training.run():
            training.learn(beta_loss(model, BetaVae.shrunk(self.scenes.batch(self._some(64))), beta))

    def trained_autoencoder(self) -> Autoencoder:
        """The encoder as it was trained first, so that latents stay what they are, with the decoder that was trained last."""
        model = self._autoencoder()
        averaged(self.folder / "decoder.pt", "decoder", model.decoder)
        return model

    def trained_networks(self, student: bool = False) -> tuple[TextEncoder, Denoiser]:
        text, model = self._networks()
        averaged(self.folder / "denoiser.pt", "text", text)
        averaged(self.folder / ("four_steps.pt" if student else "denoiser.pt"), "denoiser", model)
        return text, model

    def scaling_factor(self) -> float:
        """What latents are multiplied by so that their deviation is 1."""
        return self._latents()[2]

    def _training(self, name, modules, hidden, rate, evaluate, steps=None) -> Training:
        parameters = [each for module in modules.values() for each in module.parameters() if each.requires_grad]
        optimizer, average = Optimizer(parameters, hidden, rate), Average(parameters)
        total = self.recipe.steps[steps or name]
        return Training(name, self.folder, modules, optimizer, average, total, torch.no_grad()(evaluate), self.rng)

    def _some(self, count: int) -> np.ndarray:
        return np.sort(self.rng.integers(0, self.scenes.training, count))

    def _autoencoder(self) -> Autoencoder:
        return averaged(self.folder / "autoencoder.pt", "autoencoder", Autoencoder(self.recipe))

    def _networks(self) -> tuple[TextEncoder, Denoiser]:
        text = TextEncoder(len(self.tokenizer.vocabulary), self.recipe)
        return text, Denoiser(self.recipe).to(memory_format=torch.channels_last)

    def _prompts(self, indices: np.ndarray) -> Tensor:
        """A third of the captions say everything, a few nothing, the rest a part."""

        def prompt(factors: np.ndarray) -> str:
            if self.rng.random() < NO_PROMPT:
                return ""
            return caption(factors) if self.rng.random() < 0.3 else varied_caption(factors, self.rng)

        return torch.tensor([self.tokenizer(prompt(self.scenes.factors[index])) for index in indices])

    def _latents(self) -> tuple[Tensor, Tensor, float]:
        """Mean and deviation of the latents of every scene, scaled, and the scale. They are kept beside the checkpoints."""
        file = self.folder / "latents.pt"
        if not file.exists():
            model, parts = self._autoencoder(), []
            with torch.no_grad():
                for first in range(0, len(self.scenes.pictures), 128):
                    parts.append(torch.cat(model.moments(self.scenes.batch(np.arange(first, min(first + 128, len(self.scenes.pictures))))), 1).half())
            torch.save(torch.cat(parts), file)
        moments = torch.load(file).float()
        mean, log_variance = moments.chunk(2, 1)
        scale = 1 / mean[: self.scenes.training].std().item()
        return mean * scale, (0.5 * log_variance).exp() * scale, scale

    def _reconstruction(self, model: Autoencoder) -> str:
        held, factors = self.scenes.held_out()
        parts = [model.decode(model.moments(each)[0]) for each in held.split(64)]
        decibels = psnr(torch.cat(parts), held).numpy()
        styles = {style: decibels[factors[:, STYLE] == style].mean() for style in np.unique(factors[:, STYLE])}
        return f"held out {decibels.mean():.2f} dB, by style {' '.join(f'{each:.1f}' for each in styles.values())}"

    def _prompted(self, text: TextEncoder, model: nn.Module, steps: int = 10, guidance: float = DISTILLED_GUIDANCE, count: int = 64) -> str:
        """How many of the factors of a prompt the probe reads back from the picture."""
        decoder_file, probe = self.folder / "decoder.pt", averaged(self.folder / "probe.pt", "probe", Probe(self.recipe))
        autoencoder = self.trained_autoencoder() if decoder_file.exists() else self._autoencoder()
        factors = self.scenes.factors[self.scenes.training :][:count]
        context = text(torch.tensor([self.tokenizer(caption(each)) for each in factors]))
        nothing = text(torch.tensor([self.tokenizer("")]))
        side = self.recipe.side // 8
        start = torch.randn(len(factors), self.recipe.latent_channels, side, side, generator=torch.Generator().manual_seed(1))
        clean = noise.ddim(lambda x, t: _guided(model, x, t, context, nothing, guidance), start, steps)
        return probe_accuracy(probe, autoencoder.decode(clean / self.scaling_factor()), factors)


def _guided(model: nn.Module, noisy: Tensor, timesteps: Tensor, context: Tensor, nothing: Tensor, guidance: float) -> Tensor:
    """Classifier-free guidance (Ho & Salimans 2022): v of both halves of one batch."""
    with torch.no_grad(), fast():
        if guidance == 1:
            return model(noisy, timesteps, context).float()
        twice = torch.cat([timesteps, timesteps]) if len(timesteps) > 1 else timesteps
        both = model(torch.cat([noisy, noisy]), twice, torch.cat([nothing.expand_as(context), context])).float()
    without, with_prompt = both.chunk(2)
    return without + guidance * (with_prompt - without)
