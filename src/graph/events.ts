import type { Problem } from './problem.ts';
import type { Summary } from './summary.ts';

/** Pixels to paint: `frames` pictures of width x height, RGBA bytes one after the other. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly rgba: Uint8ClampedArray | Uint8Array;
  /** Of an animation; absent for a set of stills. */
  readonly framesPerSecond?: number;
}

export type Outcome = 'completed' | 'failed' | 'cancelled';

/** Everything that happens in a run, in order. Plain data. */
export type RunEvent =
  | { readonly type: 'queued'; readonly nodes: readonly string[] }
  | { readonly type: 'started'; readonly node: string }
  | {
      readonly type: 'progress';
      readonly node: string;
      readonly step: number;
      readonly of: number;
      /** Milliseconds left for this node, from its own pace; absent before the first step is done. */
      readonly left?: number;
      readonly preview?: Picture;
    }
  | {
      readonly type: 'finished';
      readonly node: string;
      /** Names the result by its content: equal keys, equal values. */
      readonly key: string;
      /** Nothing was computed: the values came from the cache. */
      readonly cached: boolean;
      readonly milliseconds: number;
      /** What flows out, by output port. */
      readonly outputs: Readonly<Record<string, Summary>>;
      /** Absent when the watcher already shows those of this key, or does not watch the node. */
      readonly pictures?: readonly Picture[];
      readonly warnings: readonly string[];
      /** Paths written. */
      readonly files: readonly string[];
    }
  | { readonly type: 'failed'; readonly node: string; readonly problem: Problem }
  | {
      readonly type: 'done';
      readonly outcome: Outcome;
      readonly executed: number;
      readonly cached: number;
      readonly milliseconds: number;
      /** Absent when completed. A problem without a node concerns the whole workflow. */
      readonly problem?: Problem;
    };
