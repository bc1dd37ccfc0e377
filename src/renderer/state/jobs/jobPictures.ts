import type { ListedJob } from '../../../jobs/queueView.ts';
import type { EngineClient } from '../../../protocol/protocol.ts';
import { createFetchedPictures } from '../gallery/fetchedPictures.ts';

/** Small pictures of what jobs gave, fetched when they are shown. */
export interface JobPictures {
  /** Address of a picture; undefined where there is none. */
  of(job: ListedJob): Promise<string | undefined>;
  dispose(): void;
}

/** As many as a list shows, twice. */
const MOST = 400;

export function createJobPictures(client: EngineClient): JobPictures {
  const pictures = createFetchedPictures(MOST);
  return {
    of({ id, attempt, pictured }) {
      if (!pictured) return Promise.resolve(undefined);
      return pictures.of(`${id} ${attempt}`, () => client.call('jobPicture', { id }));
    },
    dispose: pictures.dispose,
  };
}
