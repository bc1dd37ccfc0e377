import { relative, sep } from 'node:path';
import { createHasher } from '../../engine/files/hasher.ts';
import type { RunEvent } from '../../graph/events.ts';
import { LARGEST_PREVIEW } from '../queue/previews.ts';
import { type Finish, type FinishedEvent, putFinished } from '../results.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import type { SlotProgress } from './slot.ts';

/** Puts what a run gives into the store as it comes. */
export interface Recorder {
  hear(event: RunEvent): void;
  /** The content keys of what was given, by node. */
  readonly keys: ReadonlyMap<string, string>;
  /** All that was given, once it is in the store. @throws what went wrong with that. */
  finished(): Promise<Finish[]>;
}

/** @param output where the run writes its files. */
export function createRecorder(store: SharedStore, output: string, tell: (progress: SlotProgress) => void): Recorder {
  const finished: Finish[] = [];
  const keys = new Map<string, string>();
  let at: SlotProgress['at'];
  let preview: SlotProgress['preview'];
  let following: Promise<void> = Promise.resolve();

  const report = (): void => tell({ finished: [...finished], ...(at && { at }), ...(preview && { preview }) });

  const put = async ({ type: _, cached, milliseconds, files, pictures, ...given }: FinishedEvent): Promise<void> => {
    const kept: { name: string; hash: string }[] = [];
    for (const file of files) {
      const hash = await createHasher().hash(file);
      await store.putFile(file, hash);
      kept.push({ name: relative(output, file).split(sep).join('/'), hash });
    }
    const content = { ...given, ...(pictures && { pictures }), warnings: [...given.warnings], files: kept };
    finished.push({ hash: await putFinished(store, content), cached, milliseconds });
    keys.set(given.node, given.key);
    report();
  };

  const follow = async (event: RunEvent): Promise<void> => {
    if (event.type === 'finished') return put(event);
    if (event.type === 'started') at = { node: event.node };
    if (event.type === 'progress') {
      const { node, step, of, left, preview: picture } = event;
      at = { node, steps: { step, of, ...(left !== undefined && { left }) } };
      if (picture && picture.rgba.byteLength <= LARGEST_PREVIEW) preview = { node, step, picture };
    }
    // It is of the node that is computed, or stale.
    if (preview?.node !== at?.node) preview = undefined;
    report();
  };

  return {
    keys,
    hear(event) {
      // In their order, although to put something into the store takes a while.
      following = following.then(() => follow(event));
      // What goes wrong is thrown where it is waited for.
      following.catch(() => undefined);
    },
    async finished() {
      await following;
      return finished;
    },
  };
}
