/** How the bytes of a file are checked: by their sha256, or for small files by the sha1 that git names them by. */
export interface Checksum {
  readonly kind: 'sha256' | 'git';
  /** Hexadecimal. */
  readonly value: string;
}

/** A file somewhere on the web of which it is known what it must be. */
export interface RemoteFile {
  /** With forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly checksum: Checksum;
}
