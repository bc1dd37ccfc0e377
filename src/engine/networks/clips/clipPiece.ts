import { ArcspaceError } from '../../../graph/problem.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import type { DeclaredValue } from '../../networkFiles/networkSignature.ts';
import type { Session } from '../../sessions/session.ts';
import { checkSize } from '../checkSize.ts';
import { inputsByRole, type Role } from '../inputsByRole.ts';

/** What a network of clips reads and gives: [1, C, t, h, w] both. */
export interface ClipRoles {
  readonly input: Role;
  readonly output: Role;
  /** Pixels on each side of a cell of its input. */
  readonly pixels: number;
  /** What config.json announces of its answer: frames, rows and columns, of those of a piece; `begins` for the first of a clip. */
  announced(piece: readonly number[], begins: boolean): number[];
}

/** A piece of a clip after a network, and what the network of the next piece is to know of it. */
export interface PieceAnswer {
  readonly value: Tensor;
  readonly memory: readonly Tensor[];
}

const past = /^past\.(\d+)$/;
const present = /^present\.(\d+)$/;

/** The inputs of a network without those that carry on from the piece before. */
export function ownInputs<V extends DeclaredValue>(inputs: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return new Map([...inputs].filter(([name]) => !past.test(name)));
}

/**
 * Runs a piece of a clip, [1, C, t, h, w].
 * @param memory of the piece before; none for the first.
 * @param remembers whether another piece follows.
 * @throws ArcspaceError for a piece of another size or length than the network was exported for, and for an answer of others than announced.
 */
export async function runPiece(
  session: Session,
  piece: Tensor,
  memory: readonly Tensor[],
  { input, output, pixels, announced }: ClipRoles,
  remembers: boolean,
): Promise<PieceAnswer> {
  const { clip } = inputsByRole(ownInputs(session.inputs), session.file, { clip: input });
  checkPiece(piece, clip.shape, pixels, session.file);
  const given = outputNamed(session, output);
  const presents = remembers ? numbered(session.outputs.keys(), present) : [];
  const [value, ...next] = await session.runAll({ [clip.name]: piece, ...memoryFeeds(session, memory) }, [
    given,
    ...presents,
  ]);
  checkAnswer(value as Tensor, announced(piece.shape.slice(2), memory.length === 0), session.file);
  return { value: value as Tensor, memory: next };
}

function memoryFeeds(session: Session, memory: readonly Tensor[]): Record<string, Tensor> {
  const names = numbered(session.inputs.keys(), past);
  if (names.length !== memory.length) {
    throw unlike(
      `The network is to know ${names.length} values of the piece before, and was given ${memory.length}`,
      session.file,
    );
  }
  return Object.fromEntries(names.map((name, index) => [name, memory[index] as Tensor]));
}

/** Names in the order of their numbers. */
function numbered(names: Iterable<string>, pattern: RegExp): string[] {
  const number = (name: string) => Number(pattern.exec(name)?.[1]);
  return [...names].filter((name) => pattern.test(name)).sort((a, b) => number(a) - number(b));
}

function outputNamed({ outputs, file }: Session, { names }: Role): string {
  const own = [...outputs.keys()].filter((name) => !present.test(name));
  const chosen = own.find((name) => names.includes(name)) ?? own[0];
  if (chosen !== undefined) return chosen;
  throw new ArcspaceError(
    'unsupported-model',
    'The network has no output for the clip.',
    'Export the autoencoder again as the README says under Clips.',
    { file },
  );
}

function checkPiece(piece: Tensor, declared: readonly (number | string)[], pixels: number, file: string): void {
  const [batch = 1, channels = 1, frames = 1, ...sides] = piece.shape;
  const [wantedBatch = '', wantedChannels = '', wantedFrames = '', ...wantedSides] = declared;
  const flat = { data: piece.data, shape: [batch, channels, ...sides] };
  checkSize(flat, { name: '', type: '', shape: [wantedBatch, wantedChannels, ...wantedSides] }, pixels, file);
  if (typeof wantedFrames !== 'number' || wantedFrames === frames) return;
  throw new ArcspaceError(
    'wrong-size',
    `This network was exported for ${wantedFrames} frames at a time, and got ${frames}.`,
    `Work with clips that it takes, or export the autoencoder again as the README says under Clips.`,
    { file },
  );
}

function checkAnswer({ shape }: Tensor, wanted: readonly number[], file: string): void {
  const [, , ...given] = shape;
  if (given.join() === wanted.join()) return;
  const size = (sizes: readonly number[]) => `[${sizes.join(', ')}]`;
  throw unlike(
    `The network gave ${size(given)} frames, rows and columns, and its config.json announces ${size(wanted)}`,
    file,
  );
}

function unlike(what: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `${what}.`,
    'Its files do not belong together: copy the whole folder again.',
    { file },
  );
}
