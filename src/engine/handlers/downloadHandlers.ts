import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { Downloader } from '../hub/downloader.ts';
import type { Downloads } from '../hub/downloads.ts';

type DownloadCalls = 'planDownload' | 'startDownload' | 'stopDownload' | 'discardDownload' | 'downloads';

/** Calls about fetching models from the hub. Every client hears what becomes of every download. */
export function downloadHandlers(downloader: Downloader, downloads: Downloads): Pick<EngineHandlers, DownloadCalls> {
  return {
    planDownload: (request) => downloader.answer(request),
    async startDownload(request, emit) {
      await downloads.start(request, (all) => emit('downloads', all));
      return downloads.list();
    },
    async stopDownload({ id }) {
      await downloads.stop(id);
      return downloads.list();
    },
    async discardDownload({ id }, emit) {
      await downloads.discard(id);
      const left = await downloads.list();
      emit('downloads', left);
      return left;
    },
    downloads: () => downloads.list(),
  };
}
