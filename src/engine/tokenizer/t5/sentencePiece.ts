import { type Field, readFields } from '../../onnx/readFields.ts';

/**
 * What a SentencePiece model says of how it cuts text (sentencepiece_model.proto). The types of its pieces are not looked at: those of published
 * T5s are all normal but for the special tokens, which are known by name. The library of SentencePiece itself never cuts text into pieces that
 * are of the type "unused" or "control"; they are pieces like others here.
 */
export interface SentencePiece {
  /** Pieces and their scores, in the order of their numbers. */
  readonly pieces: readonly (readonly [piece: string, score: number])[];
  readonly algorithm: number;
  /** Of the rule by which signs are replaced before. */
  readonly normalisation: string;
}

/** The values of TrainerSpec.ModelType. */
export const UNIGRAM = 1;

const modelFields = { piece: 1, trainer: 2, normaliser: 3 };
const pieceFields = { text: 1, score: 2 };
const trainerFields = { algorithm: 3 };
const normaliserFields = { name: 1 };

/** Twice the pieces of the largest T5, that of many languages. Other fields are few. */
const mostFields = 2 ** 19;

/**
 * @throws Error for bytes that are no such message, one that is cut or has far too many fields, and for pieces that are empty, are there twice,
 * or have a score that is no finite number.
 */
export function readSentencePiece(bytes: Uint8Array): SentencePiece {
  const model = readFields(bytes, mostFields);
  const trainer = readFields(contentOf(model, modelFields.trainer), mostFields);
  const normaliser = readFields(contentOf(model, modelFields.normaliser), mostFields);
  const pieces = model.filter(({ number }) => number === modelFields.piece).map(({ content }) => pieceOf(content));
  requireUsable(pieces);
  return {
    pieces,
    algorithm: trainer.find(({ number }) => number === trainerFields.algorithm)?.content[0] ?? UNIGRAM,
    normalisation: text(contentOf(normaliser, normaliserFields.name)),
  };
}

function requireUsable(pieces: SentencePiece['pieces']): void {
  if (pieces.length === 0) throw new Error('it has no pieces');
  const seen = new Set<string>();
  for (const [id, [piece, score]] of pieces.entries()) {
    if (piece === '') throw new Error(`its piece ${id} is empty`);
    if (seen.has(piece)) throw new Error(`its piece ${id}, ${JSON.stringify(piece.slice(0, 40))}, is there twice`);
    if (!Number.isFinite(score)) throw new Error(`the score of its piece ${id} is ${score}`);
    seen.add(piece);
  }
}

function pieceOf(message: Uint8Array): readonly [string, number] {
  const fields = readFields(message, mostFields);
  const score = contentOf(fields, pieceFields.score);
  return [text(contentOf(fields, pieceFields.text)), score.length === 4 ? viewOf(score).getFloat32(0, true) : 0];
}

/** Of a field that is there once, or absent. */
function contentOf(fields: readonly Field[], wanted: number): Uint8Array {
  return fields.findLast(({ number }) => number === wanted)?.content ?? new Uint8Array();
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
