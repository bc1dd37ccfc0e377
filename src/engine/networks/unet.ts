import type { Network } from '../../diffusion/denoiser.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchSize, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';
import { checkSize } from './checkSize.ts';
import { constantFeeds, variableInputs } from './constantInputs.ts';
import { inFixedBatches } from './inFixedBatches.ts';
import { inputsByRole } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';

const roles = {
  sample: { names: ['sample'], ranks: [4] },
  timestep: { names: ['timestep'], ranks: [0, 1] },
  hidden: { names: ['encoder_hidden_states'], ranks: [3] },
};

/**
 * The UNet of Stable Diffusion 1 and 2 in an ONNX file. Its timestep may be a scalar or one for each batch item.
 * @param downscale pixels per latent cell.
 */
export function unetNetwork(file: string, pool: SessionPool, downscale: number): Network {
  return {
    run: (sample, timestep, hidden) =>
      pool.use(file, async (session) => {
        const input = inputsByRole(variableInputs(session.inputs), file, roles);
        checkPrompt(hidden, input.hidden, file);
        checkSize(sample, input.sample, downscale, file);
        return inFixedBatches(input.sample, [sample, hidden], (samples: Tensor, prompts: Tensor) =>
          predict(session, input, samples, timestep, prompts),
        );
      }),
  };
}

function predict(
  session: Session,
  input: Readonly<Record<keyof typeof roles, ValueInfo>>,
  sample: Tensor,
  timestep: number,
  hidden: Tensor,
): Promise<Tensor> {
  const count = batchSize(sample);
  const feeds = {
    ...constantFeeds(session.inputs, count, hidden.shape[1] ?? 0),
    [input.sample.name]: sample,
    [input.timestep.name]: timestepTensor(timestep, input.timestep, count),
    [input.hidden.name]: hidden,
  };
  return session.run(feeds, outputFor(session, 'the prediction', { names: ['out_sample'], ranks: [4] }));
}

function timestepTensor(timestep: number, { shape: declared }: ValueInfo, batch: number): Tensor {
  const shape = declared.map((length, axis) => (typeof length === 'number' ? length : axis === 0 ? batch : 1));
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(new Float32Array(size).fill(timestep), shape);
}

function checkPrompt(hidden: Tensor, { shape }: ValueInfo, file: string): void {
  const wanted = shape[2];
  const width = hidden.shape[2];
  if (typeof wanted !== 'number' || width === wanted) return;
  throw new ArcspaceError(
    'wrong-text-encoder',
    `The prompt was encoded ${width} numbers wide, and this model reads prompts ${wanted} wide.`,
    "Connect the prompt to this model's own text encoder. If it is, the model folder mixes parts of two models: copy it again.",
    { file },
  );
}
