import { z } from 'zod';
import type { CachedResult } from '../cache.ts';
import type { NodeDefinition } from '../defineNode.ts';
import type { Ports } from '../port.ts';
import { type Packed, pack, unpack } from './pack.ts';
import { isData, isDataOf } from './portData.ts';

const packedSchema = z.strictObject({
  outputs: z.record(z.string(), z.strictObject({ type: z.string(), value: z.unknown() })),
  warnings: z.array(z.string()),
});

/**
 * Whether what a node gives can leave the process: all of it is data, and it writes no files, which are only where this run
 * was to write them.
 */
export function isKeepable({ outputs, effects }: Pick<NodeDefinition, 'outputs' | 'effects'>): boolean {
  const ports = Object.values(outputs);
  return effects !== 'writes-files' && ports.length > 0 && ports.every(({ type }) => isData(type));
}

/** What a node gave as bytes that another process reads; undefined where it is not all plain data. */
export function packResult(ports: Ports, { outputs, warnings }: CachedResult): Packed | undefined {
  const entries = Object.entries(ports).map(([name, { type }]) => [name, { type, value: outputs[name] }] as const);
  if (!entries.every(([, { type, value }]) => isDataOf(type, value))) return undefined;
  return pack({ outputs: Object.fromEntries(entries), warnings });
}

/** The result that was packed, bit for bit. Undefined for bytes of other outputs, of newer programs, or of anything else. */
export function unpackResult(ports: Ports, bytes: Uint8Array<ArrayBuffer>): CachedResult | undefined {
  const read = packedSchema.safeParse(unpack(bytes)).data;
  if (!read || Object.keys(read.outputs).length !== Object.keys(ports).length) return undefined;
  const outputs: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(ports)) {
    const packed = read.outputs[name];
    if (packed?.type !== type || !isDataOf(type, packed.value)) return undefined;
    outputs[name] = packed.value;
  }
  return { outputs, warnings: read.warnings, files: [] };
}
