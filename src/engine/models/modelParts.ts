import type { NetworkSource } from '../sessions/networkSource.ts';
import type { TokenizerKind } from '../tokenizer/tokenizerFiles.ts';
import { withParts } from './assembly/withParts.ts';
import type { EncoderPart, ModelFamily } from './families/family.ts';
import { familyOf } from './families/index.ts';
import { checkpointLayout } from './layouts/checkpointLayout.ts';
import { folderLayout } from './layouts/folderLayout.ts';
import type { ModelLayout } from './layouts/modelLayout.ts';
import { isCheckpoint } from './modelPlaces.ts';
import type { ModelSource } from './modelSource.ts';

/** The parts of a model, however it lies on the disk. */
export interface ModelParts {
  readonly layout: ModelLayout;
  readonly family: ModelFamily;
  /** The networks that the model must have, by part: text encoders, denoiser, vae_decoder. */
  readonly networks: Readonly<Record<string, NetworkSource>>;
  /** Without a VAE encoder a model does everything but encode pictures. */
  readonly vaeEncoder: NetworkSource | undefined;
  /** The text encoders that this model has. */
  readonly encoders: readonly EncoderPart[];
}

/**
 * Finds the parts of a model, and looks whether it is of a kind that Arcspace runs.
 * @throws ArcspaceError naming the missing or unsupported part.
 */
export async function findParts(source: ModelSource): Promise<ModelParts> {
  const { layout, family } = await recognise(source);
  const encoders = family.encoders.filter((part) => hasEncoder(part, layout));
  const wanted = [...encoders.map(({ network }) => network), family.denoiser.part, 'vae_decoder'];
  const networks: Record<string, NetworkSource> = {};
  for (const part of wanted) networks[part] = await layout.requireNetwork(part);
  for (const encoder of encoders) await layout.tokenizer(encoder.tokenizer, tokenizerKind(encoder));
  return { layout, family, networks, vaeEncoder: await layout.network('vae_encoder'), encoders };
}

/** The kind of a model, whether or not all of it is there. @throws ArcspaceError when it is of none that Arcspace runs. */
export async function recognise({
  path,
  parts = new Map(),
}: ModelSource): Promise<Pick<ModelParts, 'layout' | 'family'>> {
  const base = await (isCheckpoint(path) ? checkpointLayout(path) : folderLayout(path));
  const family = familyOf(base.sketch);
  const chosen = new Map([...base.chosen, ...[...parts].map(([part, path]) => [part, { path, said: {} }] as const)]);
  return { layout: chosen.size > 0 ? await withParts(base, family, chosen) : base, family };
}

export function tokenizerKind({ kind }: EncoderPart): TokenizerKind {
  return kind === 't5' ? 't5' : 'clip';
}

/** A part that some models do without is missing only where the index says that this one has it. */
function hasEncoder({ network, optional }: EncoderPart, { sketch: { parts }, index }: ModelLayout): boolean {
  const declared = index[network];
  const absent = !Array.isArray(declared) || declared.every((name) => name === null);
  return !optional || parts.has(network) || !absent;
}
