"""What is trained, how large, and for how many steps."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipe:
    side: int = 128
    """Pixels of a side of a picture."""
    pictures: int = 48_000
    held_out: int = 512
    latent_channels: int = 8
    encoder_channels: tuple[int, int] = (64, 128)
    decoder_channels: tuple[int, int] = (176, 104)
    denoiser_channels: tuple[int, int, int] = (64, 112, 160)
    text_width: int = 128
    text_layers: int = 4
    text_length: int = 40
    steps: dict[str, int] = field(
        default_factory=lambda: {
            "probe": 600,
            "autoencoder": 4_000,
            "decoder": 400,
            "denoiser": 6_600,
            "four_steps": 600,
            "beta_vae": 1_000,
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
    steps={
        "probe": 40,
        "autoencoder": 40,
        "decoder": 20,
        "denoiser": 30,
        "four_steps": 10,
        "beta_vae": 4,
    },
)

RECIPES = {"full": FULL, "toy": TOY}
