import type { Download } from '../../protocol/downloads.ts';

export interface DownloadWatch {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of all files that are on the disk, and the file that is being fetched. */
  progress?(received: number, file: string): void;
  /** Why it waits, and for how many seconds. */
  waiting?(why: string, seconds: number): void;
}

/** What is the same about a download from its beginning to its end. */
export type DownloadFacts = DistributiveOmit<
  Download,
  'state' | 'received' | 'file' | 'secondsLeft' | 'waiting' | 'problem'
>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Something that can be downloaded in the background. */
export interface Job {
  readonly facts: DownloadFacts;
  /** Bytes that an earlier try has fetched. */
  readonly kept: number;
  /** @throws ArcspaceError; what was fetched is kept, and the next call goes on. */
  fetch(watch: DownloadWatch): Promise<void>;
  /** Takes away what was fetched of one that is not whole. */
  discard(): Promise<void>;
}
