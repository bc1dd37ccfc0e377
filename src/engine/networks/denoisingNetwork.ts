import type { NamedTensors } from '../../diffusion/conditioning.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchSize, stack, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { DeclaredValue } from '../networkFiles/networkSignature.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';
import { checkSize } from './checkSize.ts';
import { constantFeeds, variableInputs } from './constantInputs.ts';
import { inFixedBatches } from './inFixedBatches.ts';
import { inputsByRole, type Role } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';

/** How a denoising network calls what it reads and says. */
export interface DenoisingRoles {
  readonly sample: Role;
  readonly timestep: Role;
  /** By the names of the tensors of a prompt and its circumstances. */
  readonly given: Readonly<Record<string, Role>>;
  /** What is the same for the whole batch, without a batch axis. */
  readonly shared?: Readonly<Record<string, Role>>;
  readonly output: Role;
}

export interface DenoisingNetwork {
  /** @param shared by the names of `roles.shared`. */
  run(sample: Tensor, timestep: number, given: NamedTensors, shared?: NamedTensors): Promise<Tensor>;
}

/**
 * A UNet or transformer as a network. Its timestep may be a scalar or one for each batch item.
 * @param downscale pixels per cell of a sample [n, C, h, w].
 */
export function denoisingNetwork(
  source: NetworkSource,
  pool: SessionPool,
  downscale: number,
  roles: DenoisingRoles,
): DenoisingNetwork {
  return {
    run: (sample, timestep, given, shared = {}) =>
      pool.use(source, async (session) => {
        const inputs = inputsOf(session.inputs, source.file, roles);
        const input = (role: string) => inputs[role] as ValueInfo;
        checkPrompt(given, roles, input, source.file);
        if (sample.shape.length === 4) checkSize(sample, input('sample'), downscale, source.file);
        const names = Object.keys(given);
        return inFixedBatches(input('sample'), [sample, ...Object.values(given)], (samples: Tensor, ...rows) => {
          const prompts = Object.fromEntries(names.map((name, index) => [name, rows[index] as Tensor]));
          return predict(session, roles, input, { samples, timestep, prompts, shared });
        });
      }),
  };
}

interface Asked {
  readonly samples: Tensor;
  readonly timestep: number;
  readonly prompts: NamedTensors;
  readonly shared: NamedTensors;
}

type InputOf = (role: string) => ValueInfo;

function predict(
  session: Session,
  { output }: DenoisingRoles,
  input: InputOf,
  { samples, timestep, prompts, shared }: Asked,
): Promise<Tensor> {
  const count = batchSize(samples);
  const values: NamedTensors = {
    ...prompts,
    ...withBatch(shared, input, count),
    sample: samples,
    timestep: timestepTensor(timestep, input('timestep'), count),
  };
  const feeds = Object.entries(values).map(([role, value]) => [input(role).name, value] as const);
  const constants = constantFeeds(session.inputs, count, prompts.hidden?.shape[1] ?? 0);
  return session.run({ ...constants, ...Object.fromEntries(feeds) }, outputFor(session, 'the prediction', output));
}

/**
 * Finds the inputs of the roles among those that a network declares.
 * @throws ArcspaceError when one is missing or too many.
 */
export function inputsOf<V extends DeclaredValue>(
  declared: ReadonlyMap<string, V>,
  file: string,
  { sample, timestep, given, shared }: DenoisingRoles,
): Readonly<Record<string, V>> {
  const roles: Readonly<Record<string, Role>> = { sample, timestep, ...given, ...shared };
  const named = Object.values(roles).flatMap(({ names }) => names);
  return inputsByRole<string, V>(variableInputs(declared, named), file, roles);
}

/** Older exports declare a batch axis also for what is the same in the whole batch. */
function withBatch(shared: NamedTensors, input: InputOf, count: number): NamedTensors {
  return Object.fromEntries(
    Object.entries(shared).map(([role, value]) => {
      if (input(role).shape.length <= value.shape.length) return [role, value];
      const row = tensor(value.data, [1, ...value.shape]);
      return [role, stack(Array.from({ length: count }, () => row))];
    }),
  );
}

function timestepTensor(timestep: number, { shape: declared }: ValueInfo, batch: number): Tensor {
  const shape = declared.map((length, axis) => (typeof length === 'number' ? length : axis === 0 ? batch : 1));
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(new Float32Array(size).fill(timestep), shape);
}

/** @throws ArcspaceError when the prompt was encoded for another kind of network. */
function checkPrompt(given: NamedTensors, roles: DenoisingRoles, input: InputOf, file: string): void {
  const names = Object.keys(roles.given);
  const strange = Object.keys(given).find((name) => !names.includes(name));
  if (strange) throw wrongEncoder(`The prompt has a "${strange}" part, which this model does not read.`, file);
  for (const name of names) {
    const value = given[name];
    if (!value) throw wrongEncoder(`The prompt has no "${name}" part, which this model reads.`, file);
    const wanted = input(name).shape[value.shape.length - 1];
    const width = value.shape.at(-1);
    if (typeof wanted !== 'number' || value.shape.length === 1 || width === wanted) continue;
    throw wrongEncoder(
      `The prompt was encoded ${width} numbers wide, and this model reads prompts ${wanted} wide.`,
      file,
    );
  }
}

function wrongEncoder(what: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-text-encoder',
    what,
    "Connect the prompt to this model's own text encoder. If it is, the model folder mixes parts of two models: copy it again.",
    { file },
  );
}
