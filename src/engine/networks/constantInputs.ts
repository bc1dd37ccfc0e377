import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { DeclaredValue } from '../networkFiles/networkSignature.ts';

/**
 * Inputs that some exports ask for and that hold the same for most models: they attend to the padding, so masks are all
 * ones.
 */
const constants: Readonly<Record<string, (position: number) => number>> = {
  attention_mask: () => 1,
  encoder_attention_mask: () => 1,
  token_type_ids: () => 0,
  position_ids: (position) => position,
};

/**
 * What is left when inputs with a constant content are taken away.
 * @param known names of inputs whose content this model says itself.
 */
export function variableInputs<V extends DeclaredValue>(
  inputs: ReadonlyMap<string, V>,
  known: readonly string[] = [],
): ReadonlyMap<string, V> {
  return new Map([...inputs].filter(([name]) => !isConstant(name) || known.includes(name)));
}

/** What to feed the constant inputs for `batch` prompts of `length` tokens. */
export function constantFeeds(
  inputs: ReadonlyMap<string, DeclaredValue>,
  batch: number,
  length: number,
): Record<string, Tensor> {
  const found = [...inputs.values()].filter(({ name }) => isConstant(name));
  return Object.fromEntries(found.map((info) => [info.name, constant(info, batch, length)]));
}

function isConstant(name: string): boolean {
  return Object.hasOwn(constants, name);
}

/** [B, S], or [S] where the network declares one axis; an axis of fixed length keeps it. */
function constant({ name, shape: declared }: DeclaredValue, batch: number, length: number): Tensor {
  const wanted = declared.length === 1 ? [length] : [batch, length];
  const shape = wanted.map((size, axis) => (typeof declared[axis] === 'number' ? declared[axis] : size));
  const size = shape.reduce((product, axis) => product * axis, 1);
  const values = Float32Array.from({ length: size }, (_, i) => constants[name]?.(i % (shape.at(-1) ?? 1)) ?? 0);
  return tensor(values, shape);
}
