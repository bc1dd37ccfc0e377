"""What is trained, how large, and for how long."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipe:
    side: int = 128
    """Pixels of a side of a picture."""
    pictures: int = 60_000
    held_out: int = 512
    latent_channels: int = 8
    encoder_channels: tuple[int, int] = (64, 128)
    decoder_channels: tuple[int, int] = (176, 104)
    denoiser_channels: tuple[int, int, int] = (64, 112, 160)
    text_width: int = 128
    text_layers: int = 4
    text_length: int = 40
    minutes: dict[str, float] = field(
        default_factory=lambda: {
            "autoencoder": 75,
            "decoder": 15,
            "denoiser": 120,
            "four_steps": 25,
            "probe": 6,
            "beta_vae": 4,
        }
    )
    seed: int = 0


FULL = Recipe()

TOY = Recipe(
    side=32,
    pictures=320,
    held_out=64,
    encoder_channels=(16, 32),
    decoder_channels=(32, 24),
    denoiser_channels=(16, 32, 48),
    text_width=32,
    text_layers=1,
    minutes={
        "autoencoder": 0.15,
        "decoder": 0.05,
        "denoiser": 0.2,
        "four_steps": 0.1,
        "probe": 0.1,
        "beta_vae": 0.05,
    },
)

RECIPES = {"full": FULL, "toy": TOY}
