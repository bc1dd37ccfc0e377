import { z } from 'zod';
import type { NamedTensors, PromptChoices } from '../../../diffusion/conditioning.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { floats } from '../../../tensor/tensor.ts';
import type { PromptReader, ReadPrompt } from '../../networks/promptReader.ts';
import type { WantedOutputs } from '../../networks/textNetwork.ts';
import type { ModelReading } from './family.ts';

/** What models of some families have and those of others have not. */
type OwnChoice = Exclude<keyof PromptChoices, 'syntax'>;

/** The parameters of the Prompt node. */
const parameters: Readonly<Record<OwnChoice, string>> = {
  second: 'second_text',
  third: 'third_text',
  clipSkip: 'clip_skip',
  lastLayer: 'layer',
  maxLength: 't5_tokens',
};

/** @throws ArcspaceError for a choice that models of this family do not have. */
export function requireChoices(choices: PromptChoices, known: readonly OwnChoice[], title: string): void {
  const strange = (Object.keys(parameters) as OwnChoice[]).find(
    (choice) => choices[choice] !== undefined && !known.includes(choice),
  );
  if (!strange) return;
  const port = parameters[strange];
  if (strange === 'lastLayer') throw noLayers(title);
  const name = port.replace('_', ' ');
  throw new ArcspaceError(
    'invalid-value',
    `${title} models have no "${name}".`,
    `Clear "${name}" of the Prompt node.`,
    { port },
  );
}

/**
 * How many of the layers that a model leaves in are left out.
 * @param usual what its settings say.
 * @param own how many it leaves out by itself.
 * @throws ArcspaceError for a layer that the model leaves out by itself.
 */
export function skippedLayers(
  { clipSkip, lastLayer }: PromptChoices,
  { usual, own, title }: { readonly usual: number; readonly own: number; readonly title: string },
): number {
  if (clipSkip !== undefined || lastLayer === undefined) return clipSkip ?? usual;
  const skipped = -1 - lastLayer - own;
  if (skipped >= 0) return skipped;
  throw new ArcspaceError(
    'invalid-value',
    `${title} models read layer ${-1 - own} of CLIP or an earlier one, not layer ${lastLayer}.`,
    `Set the layer of CLIP layer to ${-1 - own} or less.`,
  );
}

function noLayers(title: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `The last layer of CLIP cannot be chosen for ${title} models.`,
    'Remove CLIP layer.',
  );
}

const skipSchema = z.looseObject({ clip_skip: z.int().min(0).max(32).default(0) });

/**
 * How many of the last layers of CLIP are left out where a prompt does not say, as the configuration of one of its encoders says: a
 * key of Arcspace's own, which settings beside a checkpoint have.
 */
export async function usualClipSkip(reading: ModelReading, ...parts: readonly string[]): Promise<number> {
  const configs = await Promise.all(parts.map((part) => reading.config(part, skipSchema)));
  return configs.find(({ clip_skip: skip }) => skip > 0)?.clip_skip ?? 0;
}

/** What one encoder is asked. */
export interface EncoderQuestion {
  readonly reader: PromptReader | undefined;
  readonly text: string;
  readonly wanted: WantedOutputs;
}

/** Asks encoders whose answers lie side by side, and so have as many chunks each; undefined for one that a model lacks. */
export async function readTogether(
  questions: readonly EncoderQuestion[],
  { syntax }: PromptChoices,
): Promise<(ReadPrompt | undefined)[]> {
  const chunks = Math.max(...questions.map(({ reader, text }) => reader?.count(text, { syntax }) ?? 1));
  const answers: (ReadPrompt | undefined)[] = [];
  for (const { reader, text, wanted } of questions) answers.push(await reader?.read(text, wanted, { syntax, chunks }));
  return answers;
}

/** The first warning of several encoders: the most that a person can act on. */
export function warningOf(parts: readonly (ReadPrompt | undefined)[]): { readonly warning?: string } {
  const warning = parts.find((part) => part?.warning)?.warning;
  return warning === undefined ? {} : { warning };
}

/** The same tensors, all zeros. */
export function zeroed(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, shape }]) => [name, { data: floats(data.length), shape }]),
  );
}

/** The most that T5 was trained with in SD3 and FLUX. */
const longest = 512;

/** @throws ArcspaceError for more tokens than the model was trained with. */
export function requireLength(length: number | undefined): number | undefined {
  if (length === undefined || (length >= 1 && length <= longest)) return length;
  throw new ArcspaceError(
    'invalid-value',
    `The T5 encoder of this model reads 1 to ${longest} tokens, not ${length}.`,
    `Set "T5 tokens" of the Prompt node to ${longest} or less.`,
  );
}
