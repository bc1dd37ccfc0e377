import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

export default defineNode({
  type: 'show_value',
  version: 1,
  migrations: [],
  title: 'Show value',
  docs: `Shows what flows on a wire as text: numbers and texts as they are, and of anything else how large it is. The text can go on, such as into Join texts or Prompt.`,
  keywords: ['previewany', 'preview any', 'preview as text', 'print', 'log', 'debug', 'text', 'to string'],
  inputs: { value: port('any', 'Anything.') },
  parameters: z.object({}),
  outputs: { text: port('text', 'The value as text.') },
  terminal: true,
  examples: [{ title: 'A number', parameters: {} }],
  compute: ({ inputs: { value } }) => ({ text: shown(value) }),
});

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'number')) return `[${value.join(', ')}]`;
  const { shape } = (tensorIn(value) ?? {}) as Partial<Tensor>;
  return shape ? `A tensor of ${shape.join(' x ')}` : 'A value that is no text and no number';
}

/** Pictures are tensors, and latents and directions have one. */
function tensorIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('shape' in value) return value;
  return 'tensor' in value ? value.tensor : undefined;
}
