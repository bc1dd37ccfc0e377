import { brokenFile } from '../networkFiles/modelFileErrors.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import { variableInputs } from '../networks/constantInputs.ts';
import { inputsByRole } from '../networks/inputsByRole.ts';
import { decoderRole, encoderRole } from '../networks/vae.ts';
import type { FolderSketch } from './families/family.ts';
import { fixed } from './families/unet.ts';

/** @throws ArcspaceError for a decoder that is another network, or that of another model. */
export function checkVaeDecoder(
  file: string,
  { inputs }: NetworkSignature,
  channels: number,
  { whenMixed }: Pick<FolderSketch, 'whenMixed'>,
): void {
  const { picture } = inputsByRole(variableInputs(inputs), file, { picture: decoderRole });
  requireChannels({ file, verb: 'reads', whenMixed }, fixed(picture.shape[1]), [channels], channels);
}

/** The same for an encoder, which gives mean and variance of each channel, or, in old exports, a sample. */
export function checkVaeEncoder(
  file: string,
  { inputs, outputs }: NetworkSignature,
  channels: number,
  { whenMixed }: Pick<FolderSketch, 'whenMixed'>,
): void {
  inputsByRole(variableInputs(inputs), file, { picture: encoderRole });
  const [output] = outputs.values();
  requireChannels({ file, verb: 'gives', whenMixed }, fixed(output?.shape[1]), [channels, 2 * channels], channels);
}

function requireChannels(
  { file, verb, whenMixed }: { readonly file: string; readonly verb: string; readonly whenMixed: string },
  found: number | undefined,
  fitting: readonly number[],
  channels: number,
): void {
  if (found === undefined || fitting.includes(found)) return;
  throw brokenFile(
    file,
    `${verb} ${found} channels, and the model works with ${channels}.`,
    `It is a part of another model: ${whenMixed}.`,
  );
}
