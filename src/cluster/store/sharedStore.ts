/**
 * What several machines share: contents under their sha256, and under the key of a result what was found. A content is never
 * changed, and equal keys mean equal bytes, so whoever comes first or last puts the same.
 */
export interface SharedStore {
  /** @returns the sha256 of the content. */
  put(content: Uint8Array): Promise<string>;
  /** The same for a file of any size, whose sha256 is known. @param signal stops it half way; then nothing is left. */
  putFile(file: string, hash: string, signal?: AbortSignal): Promise<void>;
  has(hash: string): Promise<boolean>;
  /**
   * @param largest in bytes
   * @throws ArcspaceError `store-content` for what is not there, or is not what it was; `file-too-large`.
   */
  get(hash: string, largest: number): Promise<Uint8Array>;
  /** Writes a content of any size to a file that is not there yet. @throws ArcspaceError `store-content`; what the file system throws. */
  getFile(hash: string, file: string, signal?: AbortSignal): Promise<void>;
  /** The hash of what was found under a key; undefined where nothing was. */
  found(key: string): Promise<string | undefined>;
  /** Says what was found under a key. */
  keep(key: string, hash: string): Promise<void>;
}
