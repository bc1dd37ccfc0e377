import type { CachedResult, ResultCache } from './cache.ts';
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
import type { Ports } from './port.ts';
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

/** What a node has just given, for whoever keeps it. */
export interface MadeResult {
  readonly node: string;
  readonly key: string;
  /** The outputs of the node. */
  readonly ports: Ports;
  readonly result: CachedResult;
  readonly milliseconds: number;
  /** The content keys of the nodes of the run as their files are by now. */
  keysNow(): Promise<ReadonlyMap<string, string>>;
}

/** Results of earlier processes. */
export interface KeptResults {
  /** What was kept under a content key; undefined for none. Throws for a cancel only. */
  find(key: string, ports: Ports): Promise<CachedResult | undefined>;
  /** Keeps a result if that is worth it, some time later: nobody waits for it. */
  offer(made: MadeResult): void;
}

export interface Execution {
  readonly plan: Plan;
  readonly cache: ResultCache;
  /** Asked for what is not in the cache. */
  readonly kept?: KeptResults | undefined;
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
