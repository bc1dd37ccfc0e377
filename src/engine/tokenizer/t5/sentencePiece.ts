import { type Field, readFields } from '../../onnx/readFields.ts';

/** What a SentencePiece model says of how it cuts text (sentencepiece_model.proto). */
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

/** @throws Error for bytes that are no such message, or one that is cut. */
export function readSentencePiece(bytes: Uint8Array): SentencePiece {
  const model = readFields(bytes);
  const trainer = readFields(contentOf(model, modelFields.trainer));
  const normaliser = readFields(contentOf(model, modelFields.normaliser));
  const pieces = model.filter(({ number }) => number === modelFields.piece).map(({ content }) => pieceOf(content));
  if (pieces.length === 0) throw new Error('it has no pieces');
  return {
    pieces,
    algorithm: trainer.find(({ number }) => number === trainerFields.algorithm)?.content[0] ?? UNIGRAM,
    normalisation: text(contentOf(normaliser, normaliserFields.name)),
  };
}

function pieceOf(message: Uint8Array): readonly [string, number] {
  const fields = readFields(message);
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
