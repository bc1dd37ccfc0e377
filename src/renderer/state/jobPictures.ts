import type { ListedJob } from '../../jobs/queueView.ts';
import type { EngineClient } from '../../protocol/protocol.ts';

/** Small pictures of what jobs gave, fetched when they are shown. */
export interface JobPictures {
  /** Address of a picture; undefined where there is none. */
  of(job: ListedJob): Promise<string | undefined>;
  dispose(): void;
}

/** The oldest go: as many as a list shows, twice. */
const MOST = 400;

export function createJobPictures(client: EngineClient): JobPictures {
  const fetched = new Map<string, Promise<string | undefined>>();
  const fetchPicture = async (id: string): Promise<string | undefined> => {
    try {
      const { bytes } = await client.call('jobPicture', { id });
      return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/webp' }));
    } catch {
      return undefined;
    }
  };
  const forget = (name: string): void => {
    void fetched.get(name)?.then((address) => address && URL.revokeObjectURL(address));
    fetched.delete(name);
  };
  return {
    of({ id, attempt, pictured }) {
      if (!pictured) return Promise.resolve(undefined);
      const name = `${id} ${attempt}`;
      const known = fetched.get(name) ?? fetchPicture(id);
      fetched.set(name, known);
      // What failed may be there the next time.
      void known.then((address) => address === undefined && fetched.delete(name));
      for (const oldest of [...fetched.keys()].slice(0, Math.max(0, fetched.size - MOST))) forget(oldest);
      return known;
    },
    dispose() {
      for (const name of [...fetched.keys()]) forget(name);
    },
  };
}
