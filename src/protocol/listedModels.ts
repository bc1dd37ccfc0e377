import type { KnownModel } from '../graph/models/knownModel.ts';
import type { FoundModel, FoundPart } from './types.ts';

/** What the engine found, as what workflows can name. */
export function listedModels(
  models: readonly FoundModel[],
  parts: readonly FoundPart[],
): readonly Omit<KnownModel, 'files'>[] {
  return [
    ...models.map(({ name, kind, fault }) => ({ role: 'model' as const, name, kind, usable: fault === undefined })),
    ...parts.map(({ role, name, title, fault }) => ({
      role,
      name,
      kind: saysItsKind.has(role) && title !== '' ? title : undefined,
      usable: fault === undefined,
    })),
  ];
}

/** Parts with the same title can take each other's place. */
const saysItsKind: ReadonlySet<FoundPart['role']> = new Set(['denoiser', 'vae', 'text_encoder']);
