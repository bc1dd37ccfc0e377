import { downloadFolders } from '../../workspace/folders.ts';
import { createDownloader } from '../downloader.ts';

/** A process that downloads one thing and ends, unless it is killed before. */
process.on('disconnect', () => process.exit(1));
const [endpoint = '', workspace = '', source = ''] = process.argv.slice(2);
const downloader = createDownloader(downloadFolders(workspace), {
  settings: async () => ({ endpoint, token: undefined }),
  wait: async () => {},
});
const planned = await downloader.look({ source, precision: 'fp32' });
if (!planned.record) throw new Error('there is nothing to choose');
await downloader.fetch(planned.record, { progress: (received) => void process.send?.(received) });
process.exit(0);
