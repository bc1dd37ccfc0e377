import { basename } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';

const remedy =
  'Copy or download this file again, to its end. If it is whole, it belongs to another kind of model than its configuration says.';

export function missingWeight(name: string, table: WeightTable): ArcspaceError {
  const file = fileOf(table);
  return new ArcspaceError('broken-model', `${basename(file)} lacks the weights "${name}".`, remedy, { file });
}

export function wrongShape(name: string, { file, shape }: StoredTensor, wanted: readonly number[]): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `The weights "${name}" in ${basename(file)} have the shape [${shape.join(', ')}] where [${wanted.join(', ')}] is needed.`,
    remedy,
    { file },
  );
}

/** Weights that would change nothing say that the network is another one than the configuration describes. */
export function unusedWeights(names: readonly string[], table: WeightTable): ArcspaceError {
  const file = table.get(names[0] ?? '')?.file ?? fileOf(table);
  return new ArcspaceError(
    'unsupported-model',
    `${basename(file)} holds weights that its configuration does not speak of: ${listed(names)}.`,
    'Put the config.json that belongs to these weights beside them.',
    { file },
  );
}

export function unknownModules(names: readonly string[], file: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-adapter',
    `${basename(file)} changes layers that this model does not have: ${listed(names)}.`,
    'Choose a LoRA that was made for this kind of model.',
    { file },
  );
}

export function wrongAdapterShape(
  name: string,
  { file, shape }: StoredTensor,
  wanted: readonly (number | string)[],
): ArcspaceError {
  return new ArcspaceError(
    'wrong-adapter',
    `${basename(file)} has the shape [${shape.join(', ')}] for "${name}" where this model needs [${wanted.join(', ')}].`,
    'Choose a LoRA that was made for this kind of model.',
    { file },
  );
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${some} and ${names.length - 3} more` : some;
}

function fileOf(table: WeightTable): string {
  return [...table.values()][0]?.file ?? '';
}
