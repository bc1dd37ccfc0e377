import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Context } from './context.ts';
import type { Plan, PlannedNode } from './plan.ts';

/**
 * Names a result by all that it depends on: node type and version, parameters, the keys of its inputs, and the content
 * of the files and models that it reads. Equal keys mean equal bytes.
 * @param keys keys of the nodes computed before, by id
 */
export async function contentKey(
  node: PlannedNode,
  keys: ReadonlyMap<string, string>,
  services: Pick<Context, 'files' | 'models' | 'vaes' | 'loras'>,
): Promise<string> {
  const { definition, parameters } = node;
  const wires = [...node.inputs].map(([port, end]) => [port, keys.get(end.node), end.port] as const);
  const files = definition.reads?.(parameters) ?? [];
  const models = definition.usesModels?.(parameters) ?? [];
  const assembled = definition.usesParts?.(parameters);
  const vaes = definition.usesVaes?.(parameters) ?? [];
  const revision = definition.revision?.(parameters) ?? 0;
  const loras = definition.usesLoras?.(parameters) ?? [];
  const parts = {
    type: definition.type,
    version: definition.version,
    ...(revision > 0 && { revision }),
    parameters,
    wires: wires.sort(([a], [b]) => (a < b ? -1 : 1)),
    files: await Promise.all(files.map(async (path) => [path, await services.files.fingerprint(path)])),
    models: await Promise.all(models.map(async (name) => [name, await services.models.fingerprint(name)])),
    ...(assembled && { assembled: await services.models.fingerprint(assembled.model, assembled.parts) }),
    ...(vaes.length > 0 && {
      vaes: await Promise.all(vaes.map(async (name) => [name, await services.vaes.fingerprint(name)])),
    }),
    loras: await Promise.all(loras.map(async (name) => [name, await services.loras.fingerprint(name)])),
  };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(parts))));
}

/** The content keys of all nodes of a plan, none of them computed. */
export async function contentKeys(
  { nodes }: Plan,
  services: Pick<Context, 'files' | 'models' | 'vaes' | 'loras'>,
): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const node of nodes) keys.set(node.id, await contentKey(node, keys, services));
  return keys;
}

/** JSON with sorted keys, in which NaN and the infinities differ from null. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return `number:${part}`;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
