import { join } from 'node:path';
import { z } from 'zod';
import { readPrivate, removePrivate, writePrivate } from '../../host/privateFile.ts';
import { noWishes, type SharedQueue, sharedQueueCallSchemas } from '../../protocol/sharedQueueCalls.ts';

const schema = z.object({
  address: z.string(),
  password: z.string().optional(),
  store: z.string(),
  wishes: sharedQueueCallSchemas.wishOfSharedQueue.catch(noWishes),
});

/** Where the queue and the store are, and what lets one in: for this user's eyes only. */
export type SharedSettings = z.output<typeof schema>;

export interface KeptSettings {
  read(): Promise<SharedSettings | undefined>;
  write(settings: SharedSettings): Promise<void>;
  forget(): Promise<void>;
}

/** @param folder of what this user's programs keep about the machine; without it they are kept as long as this process. */
export function keepSettings(folder: string | undefined): KeptSettings {
  const file = folder === undefined ? undefined : join(folder, 'shared-queue.json');
  let known: SharedSettings | undefined;
  return {
    async read() {
      if (file !== undefined) known = parsed(await readPrivate(file));
      return known;
    },
    async write(settings) {
      known = settings;
      if (file !== undefined) await writePrivate(file, `${JSON.stringify(settings)}\n`);
    },
    async forget() {
      known = undefined;
      if (file !== undefined) await removePrivate(file);
    },
  };
}

/** What others may see of it. */
export function shownSettings(settings: SharedSettings | undefined): SharedQueue {
  if (!settings) return { address: null, hasPassword: false, store: null, wishes: noWishes };
  const { address, password, store, wishes } = settings;
  return { address, hasPassword: password !== undefined, store, wishes };
}

/** The address and the password in it, apart: only the first is ever shown. */
export function withoutPassword(address: string): { readonly address: string; readonly password?: string } {
  const text = address.trim();
  if (!URL.canParse(text)) return { address: text };
  const url = new URL(text);
  if (url.password === '') return { address: text };
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { address: url.href, password };
}

function parsed(text: string | undefined): SharedSettings | undefined {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
