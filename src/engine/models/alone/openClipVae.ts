import { basename, dirname, join } from 'node:path';
import type { Vae } from '../../../diffusion/model.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { combineHashes } from '../../files/hasher.ts';
import { ownInputs } from '../../networks/clips/clipPiece.ts';
import { type ClipHalf, clipDecoderRole, clipEncoderRole, clipVae } from '../../networks/clips/clipVae.ts';
import { inputsByRole, type Role } from '../../networks/inputsByRole.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';
import { configOfPart } from '../assembly/configOfPart.ts';
import { continuing } from '../assembly/networkParts.ts';
import type { TakenPart } from '../assembly/takenPart.ts';
import type { ClipFamily } from '../families/clips/clipFamily.ts';
import { byName, type HashedFile } from '../hashedFiles.ts';
import { withoutDecoder } from './withoutDecoder.ts';

/**
 * An autoencoder of clips in exported networks, which are opened when they are first needed.
 * @throws ArcspaceError for one that is not exported, has no decoder, lacks networks that go on with a clip, or whose networks are others than its config.json says.
 */
export async function openClipVae(
  family: ClipFamily,
  name: string,
  taken: TakenPart,
  files: readonly HashedFile[],
  pool: SessionPool,
): Promise<Vae> {
  const config = configOfPart(taken, 'vae', family.config);
  const [encoder, decoder] = [halfOf(taken, 'vae_encoder'), halfOf(taken, 'vae_decoder')];
  if (!decoder) throw withoutDecoder(name, taken.files[0]?.path ?? name);
  for (const { begins } of [decoder, ...(encoder ? [encoder] : [])]) requireExported(begins, family);
  requireNext(encoder ? [encoder, decoder] : [decoder], family);
  await requireClips(decoder, clipDecoderRole, config.channels);
  if (encoder) await requireClips(encoder, clipEncoderRole, 3);
  const id = combineHashes(byName(files));
  const { channels, downscale, framesPerStep, scale, shift } = config;
  const space = { id, name, channels, downscale, multiple: 1, framesPerStep };
  return clipVae({ id, space, framesPerStep, scale, shift, pieces: family.pieces, encoder, decoder }, pool);
}

function halfOf({ networks }: TakenPart, part: string): ClipHalf | undefined {
  const begins = networks.get(part);
  return begins && { begins, goesOn: networks.get(continuing(part)) };
}

function requireExported({ changeable, file }: NetworkSource, { title }: ClipFamily): void {
  if (changeable === undefined) return;
  throw new ArcspaceError(
    'unsupported-model',
    `This is the autoencoder of clips of ${title} as weights, which Arcspace runs as ONNX only.`,
    'Export it with fixtures/clips/make.py of the source code, as the README says under Clips.',
    { file },
  );
}

/** Both halves cut clips alike: the networks that go on are there for both, or, where a clip may be one piece, for neither. */
function requireNext(halves: readonly ClipHalf[], { title, needsNext }: ClipFamily): void {
  const lacking = halves.find(({ goesOn }) => !goesOn);
  if (!lacking || !(needsNext || halves.some(({ goesOn }) => goesOn))) return;
  const { file } = lacking.begins;
  const next = basename(file).replace(/^model/, 'next');
  throw new ArcspaceError(
    'missing-model-file',
    `${next} is missing, the network of this autoencoder of clips (${title}) that goes on after the first piece of a clip.`,
    'Copy the whole folder again.',
    { file: join(dirname(file), next) },
  );
}

async function requireClips({ begins, goesOn }: ClipHalf, role: Role, channels: number): Promise<void> {
  for (const { file, signature } of [begins, ...(goesOn ? [goesOn] : [])]) {
    const { inputs } = await signature();
    const { clip } = inputsByRole(ownInputs(inputs), file, { clip: role });
    const [, found] = clip.shape;
    if (clip.shape.length === 5 && (typeof found !== 'number' || found === channels)) continue;
    throw new ArcspaceError(
      'broken-model',
      `The network reads [${clip.shape.join(', ')}], and clips of this autoencoder have ${channels} channels and a time axis.`,
      'It belongs to another model: copy the whole folder again.',
      { file },
    );
  }
}
