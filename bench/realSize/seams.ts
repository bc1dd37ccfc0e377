import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { neverCancelled } from '../../src/diffusion/testing/recordedNetwork.ts';
import { readModel } from '../../src/engine/models/readModel.ts';
import { onnxVae } from '../../src/engine/networks/vae.ts';
import { sessionOptions } from '../../src/engine/providers/sessionOptions.ts';
import type { NetworkSource } from '../../src/engine/sessions/networkSource.ts';
import { realPool } from '../../src/engine/testing/goldenModel.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { maxDifference } from '../../src/tensor/testing/goldens.ts';
import type { Row } from '../measure.ts';

const mostMemory = 1.5e9;

/**
 * A picture decoded in bands as large ones are, and whole: what the bands take of memory, and where the two differ most, in steps of 1/255.
 * Takes twelve gigabytes for the whole, and a process of its own: nothing else may have been measured in it before.
 * @param file a checkpoint.
 * @param size of the side in pixels, above 768.
 */
export async function seams(file: string, size: number): Promise<Row> {
  const { parts, vae } = await readModel({ path: file });
  const decoder = parts.networks.vae_decoder as NetworkSource;
  const pool = realPool();
  const space = { id: '', name: '', channels: vae.channels, downscale: vae.downscale, multiple: 1 };
  const latents = initialNoise(1, [1, vae.channels, size / vae.downscale, size / vae.downscale]);
  const before = process.resourceUsage().maxRSS * 1024;
  const banded = await onnxVae({ id: '', space, scale: 1, shift: 0, decoder, encoder: undefined }, pool).decode(
    latents,
    neverCancelled,
  );
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(`in bands: ${gigabytes(peak)} at the peak, ${gigabytes(before)} before\n`);
  await pool.free();
  const apart = maxDifference(banded.data, (await whole(decoder, latents)).data) * (255 / 2);
  return {
    what: `SD 1.5 size, ${size} x ${size} decoded in bands, and its largest difference from the whole`,
    measured: `${gigabytes(peak)}, ${apart.toFixed(3)} of 255`,
    target: `at most ${gigabytes(mostMemory)}, under 1 of 255`,
    met: peak <= mostMemory && apart < 1,
  };
}

async function whole(decoder: NetworkSource, latents: Tensor): Promise<Tensor> {
  const session = await decoder.open(sessionOptions('cpu'));
  try {
    return await session.run({ latent_sample: latents }, 'sample');
  } finally {
    await session.release();
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
