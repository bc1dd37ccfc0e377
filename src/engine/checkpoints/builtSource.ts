import { once } from '../once.ts';
import type { ChangeableNetwork, NetworkLora, NetworkSource } from '../sessions/networkSource.ts';
import { bytesOpen, openBuilt } from '../sessions/openBuilt.ts';
import { buildPart, type PartToBuild } from './architectures/buildPart.ts';

/** A network of a checkpoint as what it is to be built of, read when it is first needed. */
export interface PartSource {
  readonly part: string;
  /** Of its weights: names it in messages. */
  readonly file: string;
  /** How the file is read where it does not say so itself: read in another way it is another network. */
  readonly reading?: string;
  /** @throws ArcspaceError for files that are not whole. */
  read(): Promise<PartToBuild>;
}

/** A network that is built over weights where they lie. */
export function builtSource(source: PartSource): NetworkSource {
  const read = once(source.read);
  const plain = { ...source, read };
  const changeable: ChangeableNetwork = {
    weights: async () => (await read()).weights,
    withLoras: (loras) => networkWith(plain, loras),
  };
  return { ...networkWith(plain, []), changeable };
}

function networkWith({ part, file, reading, read }: PartSource, loras: readonly NetworkLora[]): NetworkSource {
  const built = once(async () => buildPart(await read(), loras));
  return {
    key: [
      file,
      part,
      ...(reading ? [reading] : []),
      ...loras.map(({ strengthInput, id }) => `${strengthInput} ${id}`),
    ].join('#'),
    file,
    async files() {
      const { weights, file: named } = await read();
      return [...new Set([named, ...[...weights.values()].map((tensor) => tensor.file)])];
    },
    signature: async () => (await built()).signature,
    weights: async (provider) => bytesOpen(await built(), provider),
    open: async (options) => openBuilt(await built(), options),
    async content(provider = 'cpu') {
      const { modelFor, folder, held } = await built();
      return held.length > 0 ? undefined : { model: modelFor(provider), folder };
    },
  };
}
