import type { Network } from '../../diffusion/denoiser.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchSize, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';
import { byRank } from './byRank.ts';

/** The UNet of Stable Diffusion 1 and 2 in an ONNX file. Its timestep may be a scalar or one for each batch item. */
export function unetNetwork(file: string, pool: SessionPool): Network {
  return {
    run: (sample, timestep, hidden) =>
      pool.use(file, async (session) => {
        const input = byRank(session.inputs, file, { sample: [4], timestep: [0, 1], hidden: [3] });
        checkPrompt(hidden, input.hidden, file);
        const answer = await session.run({
          [input.sample.name]: sample,
          [input.timestep.name]: timestepTensor(timestep, input.timestep, batchSize(sample)),
          [input.hidden.name]: hidden,
        });
        const [prediction] = answer.values();
        if (!prediction) throw new Error(`${file} has no outputs`);
        return prediction;
      }),
  };
}

function timestepTensor(timestep: number, { shape }: ValueInfo, batch: number): Tensor {
  const [length] = shape;
  if (length === undefined) return tensor(Float32Array.of(timestep), []);
  const count = typeof length === 'number' ? length : batch;
  return tensor(new Float32Array(count).fill(timestep), [count]);
}

function checkPrompt(hidden: Tensor, { shape }: ValueInfo, file: string): void {
  const wanted = shape[2];
  const width = hidden.shape[2];
  if (typeof wanted !== 'number' || width === wanted) return;
  throw new ArcspaceError(
    'wrong-text-encoder',
    `The prompt was encoded ${width} numbers wide, and this model reads prompts ${wanted} wide.`,
    'Wire the prompt to the text encoder of the same model.',
    { file },
  );
}
