import { frameAt } from '../../tensor/timeAxis.ts';
import type { Context } from '../context.ts';
import type { NodeDefinition } from '../defineNode.ts';
import { ArcspaceError } from '../problem.ts';
import type { Report } from '../report.ts';
import type { PortType } from '../values.ts';
import { clipFrames, type InTime, isClip, mayBeClip } from './clip.ts';
import type { ClipInput } from './clipsAmong.ts';
import { clipOfFrames, normOf, reportOfFrames } from './ofFrames.ts';
import { rememberedOfFrame } from './remembered.ts';

type Values = Readonly<Record<string, unknown>>;

/** How a node computes: inputs and parameters to outputs. */
export type Compute = NodeDefinition['compute'];

/**
 * Computes a node once for each frame of the clips that reach it, and makes clips of what it gives. Latents and directions without a
 * time axis count in every frame.
 * @throws ArcspaceError for clips of different lengths, and for a node whose results are not latents or directions, or are clips already.
 */
export async function frameByFrame(
  definition: NodeDefinition,
  clips: readonly ClipInput[],
  { inputs, parameters }: Parameters<Compute>[0],
  context: Context,
): Promise<Record<string, unknown>> {
  requireJoinable(definition, clips);
  const frames = commonFrames(clips);
  const each: Values[] = [];
  for (let index = 0; index < frames; index++) {
    await context.pause();
    const ofFrame = inputsOfFrame(definition, inputs, index);
    const computing = async () =>
      definition.compute({ inputs: ofFrame, parameters }, contextOfFrame(context, index, frames));
    const result = await computing().catch((thrown) => {
      throw inFrame(thrown, index);
    });
    requireNoClips(definition, clips, result);
    each.push(result);
    await context.progress({ step: index + 1, of: frames });
  }
  return Object.fromEntries(
    Object.entries(definition.outputs).map(([name, { type }]) => {
      const results = each.map((one) => one[name]);
      return [name, type === 'report' ? reportOfFrames(results as Report[]) : clipOfFrames(results as InTime[])];
    }),
  );
}

/** Says of an error in which frame it came up. */
function inFrame(thrown: unknown, index: number): unknown {
  if (!(thrown instanceof ArcspaceError)) return thrown;
  return new ArcspaceError(thrown.code, `Frame ${index + 1}: ${thrown.message}`, thrown.remedy, thrown.place);
}

function isJoinable(type: PortType): boolean {
  return mayBeClip(type) || type === 'report';
}

/** Pictures and numbers of frames make no clip. */
function requireJoinable({ title, outputs }: NodeDefinition, [first]: readonly ClipInput[]): void {
  const other = Object.entries(outputs).find(([, { type }]) => !isJoinable(type));
  if (!other && Object.keys(outputs).length > 0) return;
  throw new ArcspaceError(
    'clip',
    `${title} cannot act on clips frame by frame: ${other ? `what it gives as "${other[0]}" is no clip` : 'it gives no latents'}.`,
    remedyOf(first),
    first ? { port: first.name } : {},
  );
}

/** A direction has no way back to whole clips but to be made of them. */
function remedyOf(first: ClipInput | undefined): string {
  if (first?.port.type === 'direction')
    return 'Set Act on frames to whole clips before the node that makes the direction.';
  return 'Put Clip to frames before it, which makes a batch of the frames, or set Act on frames to whole clips.';
}

/** Clips that a node makes of each frame have no place in time for the frames. */
function requireNoClips({ title, outputs }: NodeDefinition, [first]: readonly ClipInput[], result: Values): void {
  const made = Object.entries(outputs).find(([name, { type }]) => mayBeClip(type) && isClip(result[name] as InTime));
  if (!made) return;
  throw new ArcspaceError(
    'clip',
    `${title} cannot act on clips frame by frame: what it gives as "${made[0]}" is a clip for each frame.`,
    'Wire the clips past it, for they are clips already; or put Clip to frames before it, which makes a batch of the frames.',
    first ? { port: first.name } : {},
  );
}

function commonFrames(clips: readonly ClipInput[]): number {
  const [first, ...others] = clips;
  if (!first) throw new RangeError('there is no clip');
  const frames = clipFrames(first.value);
  const other = others.find(({ value }) => clipFrames(value) !== frames);
  if (!other) return frames;
  throw new ArcspaceError(
    'different-size',
    `"${first.name}" has clips of ${frames} latent frames, "${other.name}" of ${clipFrames(other.value)}.`,
    'Encode as many frames for both.',
    { port: other.name },
  );
}

function inputsOfFrame({ inputs: ports }: NodeDefinition, inputs: Values, index: number): Record<string, unknown> {
  const ofFrame = (value: unknown) => (value === undefined ? undefined : frameOf(value as InTime, index));
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      if (!ports[name] || !mayBeClip(ports[name].type)) return [name, value];
      return [name, Array.isArray(value) ? value.map(ofFrame) : ofFrame(value)];
    }),
  );
}

/** The frame of a clip; a value without a time axis as it is. */
function frameOf(value: InTime, index: number): InTime {
  if (!isClip(value)) return value;
  if (!('raw' in value)) {
    const { tensor, level, space } = value;
    return { tensor: frameAt(tensor, index), level, space, ...rememberedOfFrame(value, index) };
  }
  const raw = frameAt(value.raw, index);
  return { ...value, tensor: frameAt(value.tensor, index), raw, rawNorm: normOf(raw) };
}

/** Progress within a frame is a part of that of all. */
function contextOfFrame(context: Context, index: number, frames: number): Context {
  return {
    ...context,
    progress: ({ step, of, ...more }) => context.progress({ step: index * of + step, of: frames * of, ...more }),
  };
}
