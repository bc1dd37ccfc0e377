import { ArcspaceError } from '../../../graph/problem.ts';
import { brokenFile, nameInModel } from '../../networkFiles/modelFileErrors.ts';

/** Changes of a model that are no plain LoRA, by tensors that only they have. */
const otherKinds: readonly (readonly [mark: RegExp, what: string])[] = [
  [/\.dora_scale$|lora_magnitude_vector/, 'a DoRA'],
  [/\.hada_(w|t)/, 'a LoHa'],
  [/\.lokr_(w|t)/, 'a LoKr'],
  [/\.(oft_blocks|oft_diag|oft_R)\b/, 'an OFT'],
  [/\.(on_input|ia3_l)\b/, 'an (IA)³'],
  [/\.(a1|a2|b1|b2)\.weight$/, 'a GLoRA'],
  [/\.(diff|diff_b|w_norm|b_norm|reshape_weight|set_weight)$/, 'a file of whole differences beside low-rank ones'],
];

/** What a file is refused with that changes a model in another way; undefined for plain LoRAs. */
export function otherKindOf(file: string, names: Iterable<string>): ArcspaceError | undefined {
  for (const name of names) {
    const what = otherKinds.find(([mark]) => mark.test(name))?.[1];
    if (what !== undefined) return otherKind(file, what, name);
  }
  return undefined;
}

export function otherKind(file: string, what: string, name: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-lora',
    `${nameInModel(file)} is ${what} ("${name}"), which Arcspace does not apply.`,
    'Use a plain LoRA, which most trainers can write.',
    { file },
  );
}

export function noLora(file: string, name: string | undefined): ArcspaceError {
  const what = name === undefined ? 'holds no tensors' : `has a tensor "${name}", which no LoRA has`;
  return new ArcspaceError(
    'unsupported-lora',
    `${nameInModel(file)} ${what}.`,
    'Choose a LoRA in the format of kohya, diffusers or PEFT.',
    { file },
  );
}

export function halfLayer(file: string, layer: string, lacking: string): ArcspaceError {
  return brokenFile(
    file,
    `has no "${lacking}" matrix for the layer ${layer}.`,
    'Download this file again, to its end.',
  );
}

export function strangeAlpha(file: string, layer: string): ArcspaceError {
  return brokenFile(file, `has an alpha that is no number for the layer ${layer}.`);
}

export function unknownLayer(file: string, part: string, layer: string): ArcspaceError {
  return otherModel(file, `changes a layer ${layer}, which the ${part} of this model does not have`);
}

export function wrongShape(
  file: string,
  module: string,
  changed: readonly number[],
  own: readonly number[],
): ArcspaceError {
  const changes = `changes ${changed.join(' x ')} numbers in the layer ${module}`;
  return otherModel(file, `${changes}, which has ${own.join(' x ')} in this model`);
}

export function otherModel(file: string, what: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-lora',
    `${nameInModel(file)} ${what}.`,
    'Use a LoRA that was trained on a model of this kind.',
    { file },
  );
}
