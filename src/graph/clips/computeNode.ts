import type { NodeDefinition } from '../defineNode.ts';
import { ArcspaceError } from '../problem.ts';
import { isApart } from './clip.ts';
import { type ClipInput, clipsAmong } from './clipsAmong.ts';
import { type Compute, frameByFrame } from './frameByFrame.ts';

/**
 * Computes a node on the values of its inputs. Clips reach only inputs that take them; where they are to be taken frame by frame, the node
 * is computed for each frame.
 * @throws ArcspaceError for clips that the node cannot take, with what to put before it.
 */
export const computeNode = async (
  definition: NodeDefinition,
  values: Parameters<Compute>[0],
  context: Parameters<Compute>[1],
): ReturnType<Compute> => {
  const clips = clipsAmong(definition, values.inputs).filter(({ port }) => port.options.clips !== 'either');
  if (clips.some(({ value }) => isApart(value))) return frameByFrame(definition, clips, values, context);
  const refused = clips.find(({ port }) => port.options.clips === undefined);
  if (refused) throw takesNoClips(definition, refused);
  return definition.compute(values, context);
};

function takesNoClips({ title }: NodeDefinition, { name }: ClipInput): ArcspaceError {
  return new ArcspaceError(
    'clip',
    `${title} does not take whole clips at "${name}".`,
    'Put Act on frames before it to have it act on each frame, or Clip to frames to make a batch of the frames. Decode clip turns clips into pictures.',
    { port: name },
  );
}
