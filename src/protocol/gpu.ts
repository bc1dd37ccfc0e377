/** The libraries that CUDA needs on Linux, as they are on this machine. */
export interface GpuRuntime {
  /**
   * `unsupported`: there are none for this platform, and `words` says what there is instead. `partial`: begun, or files are missing or cut.
   * `outdated`: for another version of ONNX Runtime.
   */
  readonly state: 'unsupported' | 'absent' | 'partial' | 'outdated' | 'installed';
  /** What a person reads of it. */
  readonly words: string;
  /** Whole path of where they lie, or would. */
  readonly folder: string;
  /** Bytes in that folder. */
  readonly present: number;
  /** Bytes of all that is downloaded. */
  readonly total: number;
  /** Bytes of that which need not be downloaded any more. */
  readonly kept: number;
  /** Bytes that it takes when it is installed. */
  readonly size: number;
  /** Bytes that have to be free to install the rest: what is unpacked lies beside its package for a while. */
  readonly needed: number;
  /** Bytes that are free on that disk; null where the system does not say. */
  readonly free: number | null;
  /** Whose terms apply. */
  readonly licences: readonly { readonly name: string; readonly covers: string; readonly page: string }[];
}
