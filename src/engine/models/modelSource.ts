/** Where a model lies, and what it is put together of. */
export interface ModelSource {
  /** Folder or file. */
  readonly path: string;
  /** Files and folders that take the place of parts of it: `vae`, `text_encoder` ... */
  readonly parts?: ReadonlyMap<string, string>;
}
