import type { Report } from './report.ts';
import type { PortType } from './values.ts';

/** What is worth knowing of a value without having it: small plain data for badges and the inspector. */
export interface Summary {
  readonly type: PortType;
  /** One line: "4 latents, 4 x 16 x 16, clean". */
  readonly text: string;
  readonly shape?: readonly number[];
  readonly latents?: LatentsSummary;
  readonly direction?: { readonly scale: 'raw' | 'unit'; readonly norm: number };
  /** Numbers and short texts as they are. */
  readonly value?: number | readonly number[] | string;
  readonly report?: Report;
}

export interface LatentsSummary {
  /** "clean", "σ 7.20", "pure noise" */
  readonly level: string;
  /** Mean norm of the batch items over sqrt(d): 1 on the shell of N(0, I). */
  readonly norm: number;
  /** Says why the latents are outside what the model has seen; absent when they are inside. */
  readonly warning?: string;
}
