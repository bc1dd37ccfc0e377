import { elementTypeOf } from '../../onnx/elementTypes.ts';
import { extractPart, type PartOfGraph } from '../../onnx/extractPart.ts';
import type { OnnxValueInfo } from '../../onnx/onnxModel.ts';
import type { ReadGraph } from '../../onnx/readGraph.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import { openBuilt } from '../../sessions/openBuilt.ts';
import type { Session } from '../../sessions/session.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';

/** Lends the session of a part of a network, which is closed when `work` has settled. */
export type UsePart = <T>(part: PartOfGraph, work: (session: Session) => Promise<T>) => Promise<T>;

/** A pattern of memory is one block more, laid out after the first band beside what that one took: a fifth of the whole, and no faster. */
const withoutPattern = { enableMemPattern: false };

let parts = 0;

export function openParts(graph: ReadGraph, { file }: NetworkSource, folder: string, pool: SessionPool): UsePart {
  return async (part, work) => {
    parts += 1;
    const key = `${file}#part ${parts}`;
    const model = extractPart(graph, part);
    const source: NetworkSource = {
      key,
      file,
      files: async () => [key],
      signature: async () => ({ inputs: new Map(), outputs: new Map(), precision: undefined }),
      open: (options) =>
        openBuilt({ modelFor: () => model, folder, file, convertedBytes: 0 }, { ...options, ...withoutPattern }),
    };
    try {
      return await pool.use(source, work);
    } finally {
      await pool.forget(new Set([key]));
    }
  };
}

/** A value that flows between parts, of any size. */
export function flowing(name: string, type: string, rank: number): OnnxValueInfo {
  const shape = Array.from({ length: rank }, (_, axis) => `${name}/axis ${axis}`);
  return { name, type: elementTypeOf(type), shape };
}
