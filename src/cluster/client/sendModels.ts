import type { ModelStore } from '../../engine/models/modelStore.ts';
import type { ModelName } from '../../graph/models/knownModel.ts';
import type { SharedStore } from '../store/sharedStore.ts';

/** Puts models of this machine into the store, each file once however many runs need it. */
export type SendModel = (named: ModelName) => Promise<void>;

/**
 * @param signal stops what is under way: of one run that is cancelled, others may still need it
 * @param say told which model is sent, once
 */
export function createModelSender(
  store: SharedStore,
  models: Pick<ModelStore, 'files'>,
  signal: AbortSignal,
  say: (message: string) => void,
): SendModel {
  const sent = new Map<string, Promise<void>>();
  const told = new Set<string>();
  const put = async (name: string, file: string, hash: string): Promise<void> => {
    if (await store.has(hash)) return;
    if (!told.has(name)) say(`The model "${name}" is sent to the store.`);
    told.add(name);
    await store.putFile(file, hash, signal);
  };
  const send = (name: string, file: string, hash: string): Promise<void> => {
    const known = sent.get(hash);
    if (known) return known;
    const sending = put(name, file, hash);
    sent.set(hash, sending);
    sending.catch(() => sent.delete(hash));
    return sending;
  };
  return async (named) => {
    // One after the other: they are large, and a disk or a line is no faster with several at once.
    for (const { path, hash } of await models.files(named)) await send(named.name, path, hash);
  };
}
