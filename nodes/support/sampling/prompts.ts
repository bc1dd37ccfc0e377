import type { Conditioning } from '../../../src/diffusion/conditioning.ts';
import { type PromptDirection, shapeClash } from '../../../src/diffusion/prompts/promptArithmetic.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

type Encoded = Pick<Conditioning | PromptDirection, 'encoder' | 'tensors'>;

/** @throws ArcspaceError unless two prompts were made by one encoder. */
export function requireSameEncoder(nameA: string, a: Encoded, nameB: string, b: Encoded): void {
  if (a.encoder === b.encoder) return;
  throw new ArcspaceError(
    'wrong-text-encoder',
    `"${nameA}" and "${nameB}" were encoded by the text encoders of two models.`,
    'Connect all prompts to the text encoder of one model.',
    { port: nameB, ports: [nameA, nameB] },
  );
}

/** @throws ArcspaceError unless two prompts, or a prompt and a direction, can be added: one encoder, as many tokens. */
export function requireSameEncoding(nameA: string, a: Encoded, nameB: string, b: Encoded): void {
  requireSameEncoder(nameA, a, nameB, b);
  const clash = shapeClash(a.tensors, b.tensors);
  if (!clash) return;
  const [first, second] = clash.shapes.map(({ shape }) => shape.slice(1).join(' × '));
  throw new ArcspaceError(
    'size-mismatch',
    `"${nameA}" and "${nameB}" are not of one size: their "${clash.name}" parts are ${first} and ${second}.`,
    'One of the prompts is so long that it takes more chunks: shorten it, or choose the plain syntax for both.',
    { port: nameB, ports: [nameA, nameB] },
  );
}

/** What a mix is called where prompts are shown. */
export function mixName(parts: readonly Pick<Conditioning, 'prompt'>[]): string {
  return parts.map(({ prompt }) => prompt.trim() || 'empty prompt').join(' + ');
}
