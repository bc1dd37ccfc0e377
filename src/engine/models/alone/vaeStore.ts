import type { Vae } from '../../../diffusion/model.ts';
import type { ModelService, VaeService } from '../../../graph/context.ts';
import type { VaeKind } from '../../../graph/models/vaeKind.ts';
import { combineHashes, type Hasher } from '../../files/hasher.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';
import { placeOfPart } from '../assembly/findSource.ts';
import { partOf } from '../assembly/listParts.ts';
import { byName, createFileWatch } from '../hashedFiles.ts';
import { findModels } from '../modelPlaces.ts';
import { filesOfVae, openVae, takeVae, type VaeSource } from './openVae.ts';

export interface VaeStoreParts {
  /** Folders of models: VAEs lie in them or beside them. */
  readonly roots: readonly string[];
  /** VAEs of whole models are theirs. */
  readonly models: ModelService;
  readonly pool: SessionPool;
  readonly hasher: Hasher;
  /** What computes, beside the VAE. */
  readonly runtime: () => Promise<string>;
}

/** VAEs by name: those that lie alone, and those of models. */
export function createVaeStore({ roots, models, pool, hasher, runtime }: VaeStoreParts): VaeService {
  const loaded = new Map<string, { readonly hash: string; readonly vae: Promise<Vae> }>();
  const closeChanged = createFileWatch(pool);

  async function filesOf(source: VaeSource) {
    const taken = await takeVae(source);
    const files = await filesOfVae(taken, hasher);
    return { taken, files, hash: combineHashes(byName(files)) };
  }

  async function load(source: VaeSource): Promise<Vae> {
    const { taken, files, hash } = await filesOf(source);
    const key = JSON.stringify([source.path, source.kind]);
    const known = loaded.get(key);
    if (known?.hash === hash) return known.vae;
    await closeChanged(key, files);
    const vae = openVae(source, taken, files, pool);
    loaded.set(key, { hash, vae });
    vae.catch(() => loaded.delete(key));
    return vae;
  }

  return {
    async load(name, kind) {
      const source = await findVae(roots, name, kind);
      return source ? load(source) : (await models.load(name)).vae;
    },
    async fingerprint(name) {
      const source = await findVae(roots, name, 'stated');
      if (!source) return models.fingerprint(name);
      return combineHashes({ files: (await filesOf(source)).hash, runtime: await runtime() });
    },
  };
}

/** Undefined for the name of a whole model. @throws ArcspaceError for a name that is not there, with those that are. */
async function findVae(roots: readonly string[], name: string, kind: VaeKind): Promise<VaeSource | undefined> {
  const found = await findModels(roots);
  const { path, model } = await placeOfPart(roots, found, 'vae', name);
  const isAlone = model === undefined || (await partOf(name, model)) !== undefined;
  return isAlone ? { name, path, kind } : undefined;
}
