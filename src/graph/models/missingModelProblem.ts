import { enumerated } from '../labels.ts';
import type { Problem } from '../problem.ts';
import type { MissingModel, Offer } from './missingModels.ts';

/** What is said of a missing model at one of the nodes that load it. */
export function missingModelProblem(missing: MissingModel, node: string): Problem {
  return { code: 'unknown-model', place: { node, port: 'model' }, ...missingModelText(missing) };
}

export function missingModelText(missing: MissingModel): Pick<Problem, 'message' | 'remedy'> {
  return { message: messageFor(missing), remedy: remedyFor(missing) };
}

function messageFor({ name, kind, differing }: MissingModel): string {
  if (differing === null) return `There is no model called "${name}"${kind === undefined ? '' : ` (${kind})`} here.`;
  const [first = '', ...more] = differing;
  const files = more.length === 0 ? `the file ${first} differs` : `${differing.length} files differ, such as ${first}`;
  return `The model "${name}" here is not the one that this workflow was saved with: ${files}.`;
}

function remedyFor({ differing, offers }: MissingModel): string {
  const same = offers.filter(({ fit }) => fit === 'same files');
  if (same.length === 1) return `${quoted(same)} holds the same files. Choose it instead.`;
  if (same.length > 1) return `${quoted(same)} hold the same files. Choose one of them instead.`;
  if (differing !== null) return 'Results may differ. Put the other model back, or save the workflow with this one.';
  const getting = 'Put it into the models folder of the workspace';
  if (offers.length === 0) return `${getting}, or choose another model.`;
  const others = offers[0]?.fit === 'same kind' ? 'another of its kind' : 'one of those that are here';
  return `${getting}, or choose ${others}: ${quoted(offers)}.`;
}

function quoted(offers: readonly Offer[]): string {
  return enumerated(offers.map(({ name }) => `"${name}"`));
}
