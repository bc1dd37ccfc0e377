import { writeSync } from 'node:fs';
import type { ProviderName } from '../../protocol/types.ts';
import { TorchGenerator } from '../../tensor/random.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { createSessionPool, onProcessor } from '../sessions/sessionPool.ts';
import { loadModelFrom } from './goldenModel.ts';

/**
 * A process that runs the networks of a model on a provider and on the CPU and writes, as JSON, by how much the answers differ, as parts of
 * their peaks. Arguments: the provider, the folder of the model, the side of the latents.
 */
const [provider = '', folder = '', side = ''] = process.argv.slice(2);
const never = { aborted: false, throwIfAborted: () => undefined };

const expected = await answers('cpu');
const given = await answers(provider as ProviderName);
writeSync(
  1,
  `\n${JSON.stringify(Object.fromEntries([...expected].map(([name, value]) => [name, apart(value, given.get(name))])))}\n`,
);
process.exit(0);

async function answers(on: ProviderName): Promise<Map<string, Tensor>> {
  const pool = createSessionPool((network) => network.open(sessionOptions(on)), onProcessor(Number.POSITIVE_INFINITY));
  const { denoiser, vae, textEncoder } = await loadModelFrom(folder, pool);
  const size = [Number(side), Number(side)] as const;
  const generator = new TorchGenerator(1);
  const noise = generator.randn([1, denoiser.space.channels, ...size]);
  const picture = generator.rand([1, 3, ...size.map((length) => length * denoiser.space.downscale)]);
  const positive = await textEncoder.encode('a red house by the sea');
  const { noisiest, timestepAt } = denoiser.training.forSize(size);
  const guided = await denoiser.denoise(noise, noisiest, timestepAt(noisiest), { positive, scale: 1 }, never);
  const posterior = await vae.encode(picture, never);
  const decoded = await vae.decode(noise, never);
  await pool.free();
  return new Map([
    ...Object.entries(positive.tensors),
    ['denoiser', guided.denoised],
    ['encoder', posterior.kind === 'moments' ? posterior.mean : posterior.sample],
    ['decoder', decoded],
  ]);
}

/** Largest difference over the peak; NaN where something is missing. */
function apart({ data }: Tensor, other: Tensor | undefined): number {
  const worst = data.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (other?.data[index] ?? Number.NaN))),
    0,
  );
  return worst / maxAbs(data);
}
