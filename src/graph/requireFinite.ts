import { inStretches, type Work } from '../tensor/work.ts';
import { ArcspaceError } from './problem.ts';
import type { Direction, Latents, PortType, PortValues } from './values.ts';

/** The numbers of a value that later nodes compute with. */
const numbersOf: { readonly [T in PortType]?: (value: PortValues[T]) => ArrayLike<number> } = {
  image: ({ data }) => data,
  latents: ({ tensor }: Latents) => tensor.data,
  direction: ({ tensor }: Direction) => tensor.data,
  number: (value) => [value],
  numbers: (values) => values,
};

/**
 * Stops values that overflowed where they arise, since everything behind them would only be broken too.
 * @throws ArcspaceError naming the output.
 */
export function* requireFinite(output: string, type: PortType, value: unknown): Work<void> {
  const numbers = (numbersOf[type] as ((value: unknown) => ArrayLike<number>) | undefined)?.(value);
  if (!numbers || (yield* allFinite(numbers))) return;
  throw new ArcspaceError(
    'not-finite',
    `"${output}" holds values that are not finite.`,
    'Something grew too large: take smaller strengths or factors, or a model that is not in half precision.',
    { port: output },
  );
}

function* allFinite(numbers: ArrayLike<number>): Work<boolean> {
  let zero = 0;
  yield* inStretches(numbers.length, (from, to) => {
    for (let i = from; i < to; i++) zero += (numbers[i] as number) * 0;
  });
  return zero === 0;
}
