import { problemFrom } from '../../graph/problem.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import type { Log } from '../state/log.ts';
import { texts } from '../text/texts.ts';
import { download } from './download.ts';

/** How the user gets at a file that a node wrote. */
export interface WrittenFiles {
  /** What a button for it says. */
  readonly action: string;
  get(path: string): Promise<void>;
}

interface Dependencies {
  readonly client: EngineClient;
  readonly log: Log;
  /** Shows a file in the system's file manager, where there is one: on the desktop. */
  readonly reveal?: ((wholePath: string) => Promise<void>) | undefined;
  readonly save?: typeof download;
}

export const fileName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

/** On the desktop a file is shown in its folder; from a browser, which may be on another machine, it is downloaded. */
export function createWrittenFiles({ client, log, reveal, save = download }: Dependencies): WrittenFiles {
  const show = async (path: string) => reveal?.((await client.call('locateFile', { path })).path);
  const fetchFile = async (path: string) => {
    const { bytes } = await client.call('readFile', { path });
    save(fileName(path), new Blob([new Uint8Array(bytes)]));
  };
  const get = reveal ? show : fetchFile;
  return {
    action: reveal ? texts.common.showInFolder : texts.common.download,
    get: (path) => get(path).catch((thrown) => log.problem(problemFrom(thrown, { file: path }))),
  };
}
