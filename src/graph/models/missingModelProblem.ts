import { enumerated } from '../labels.ts';
import type { Problem } from '../problem.ts';
import type { ModelRole } from './knownModel.ts';
import type { MissingModel, Offer } from './missingModels.ts';
import type { NamedAt } from './modelsUsed.ts';

interface RoleWords {
  readonly noun: string;
  readonly getting: string;
  readonly code: string;
}

const part = (noun: string, folder: string): RoleWords => ({
  noun,
  getting: `Put its .safetensors file into models/${folder} of the workspace`,
  code: 'unknown-model',
});

const words: Readonly<Record<ModelRole, RoleWords>> = {
  model: { noun: 'model', getting: 'Put it into the models folder of the workspace', code: 'unknown-model' },
  denoiser: part('model or network', 'unet'),
  vae: part('VAE', 'vae'),
  text_encoder: part('text encoder', 'text_encoders'),
  lora: { noun: 'LoRA', getting: 'Put its file into the folder "loras" of the workspace', code: 'unknown-lora' },
  embedding: {
    noun: 'embedding',
    getting: 'Put its file into the folder "embeddings" of the workspace',
    code: 'unknown-embedding',
  },
};

/** What is said of something missing at one of the nodes that name it. */
export function missingModelProblem(missing: MissingModel, { node, parameter }: NamedAt): Problem {
  return { code: words[missing.role].code, place: { node, port: parameter }, ...missingModelText(missing) };
}

export function missingModelText(missing: MissingModel): Pick<Problem, 'message' | 'remedy'> {
  return { message: messageFor(missing), remedy: remedyFor(missing) };
}

function messageFor({ role, name, kind, differing }: MissingModel): string {
  const { noun } = words[role];
  if (differing === null) return `There is no ${noun} called "${name}"${kind === undefined ? '' : ` (${kind})`} here.`;
  const [first = '', ...more] = differing;
  const files = more.length === 0 ? `the file ${first} differs` : `${differing.length} files differ, such as ${first}`;
  return `The ${noun} "${name}" here is not the one that this workflow was saved with: ${files}.`;
}

function remedyFor({ role, differing, offers }: MissingModel): string {
  const { noun, getting } = words[role];
  const of = (fit: Offer['fit']) => offers.filter((offer) => offer.fit === fit);
  const same = of('same files');
  if (same.length === 1) return `${quoted(same)} holds the same files. Choose it instead.`;
  if (same.length > 1) return `${quoted(same)} hold the same files. Choose one of them instead.`;
  if (differing !== null) {
    return `Results may differ. Put the other ${noun} back, or save the workflow with this one.`;
  }
  const near = of('similar name');
  const rest = offers.filter(({ fit }) => fit !== 'similar name');
  const choices = [
    ...(near.length > 0 ? [`one of a similar name: ${quoted(near)}`] : []),
    ...(rest.length > 0 ? [`${others(rest)}: ${quoted(rest)}`] : []),
  ];
  if (choices.length === 0) return `${getting}, or choose another ${noun}.`;
  return `${getting}, or choose ${choices.join('; or ')}.`;
}

function others([offer]: readonly Offer[]): string {
  return offer?.fit === 'same kind' ? 'another of its kind' : 'one of those that are here';
}

function quoted(offers: readonly Offer[]): string {
  return enumerated(offers.map(({ name }) => `"${name}"`));
}
