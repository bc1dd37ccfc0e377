import type { ResultCache } from './cache.ts';
import type {
  Context,
  FileService,
  FilmService,
  ImageService,
  LoraService,
  ModelService,
  VaeService,
} from './context.ts';
import type { Outcome, RunEvent } from './events.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';

/** What the host gives to a run. */
export interface Services {
  readonly models: ModelService;
  readonly vaes: VaeService;
  readonly loras: LoraService;
  readonly files: FileService;
  readonly images: ImageService;
  readonly films: FilmService;
  /** Lets the host's other work (messages, a cancel) happen between nodes and between the steps of a node. */
  readonly yieldToHost: () => Promise<void>;
  /** Milliseconds from any fixed start. */
  readonly now: () => number;
}

export interface Execution {
  readonly plan: Plan;
  readonly cache: ResultCache;
  readonly services: Services;
  readonly signal: Context['signal'];
  readonly emit: (event: RunEvent) => void;
  /** Whether somebody looks at the pictures of this node. */
  readonly watched: (node: string) => boolean;
  /** The content key whose pictures the watcher already shows for this node: they are not sent again. */
  readonly shown?: (node: string) => string | undefined;
}

export interface ExecutionResult {
  readonly outcome: Outcome;
  readonly executed: number;
  readonly cached: number;
  readonly problem?: Problem;
}
