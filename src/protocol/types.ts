import type { RunEvent } from '../graph/events.ts';
import type { ModelRole } from '../graph/models/knownModel.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import type { Autosave } from './autosave.ts';

/** What is to be computed. */
export interface WorkflowRun {
  readonly workflow: Workflow;
  /** Path that the workflow was opened from: its folder is searched for files first. */
  readonly path: string | null;
  /** Run to these nodes only; empty runs everything that shows or writes something. */
  readonly targets: readonly string[];
  /** Nodes whose pictures and step previews are wanted; null for all. */
  readonly watch: readonly string[] | null;
  /** Content keys of the results whose pictures the caller already shows, by node: those are not sent again. */
  readonly shown: Readonly<Record<string, string>>;
  /** Which of its pictures the gallery keeps; all where nothing is said. */
  readonly kept?: KeptPictures | undefined;
  /** `here` where nothing is said. */
  readonly place?: RunPlace | undefined;
}

/** What computes a run: the engine itself, or the workers of the queue that its user has named. */
export type RunPlace = 'here' | 'queue';

/** `newest`: while others follow within moments, as under a slider, the last of them. */
export type KeptPictures = 'all' | 'newest' | 'none';

/** A run belongs to the client that asked for it: a window, or a program. */
export interface RunName {
  /** Chosen by the client; the same when it comes back. */
  readonly client: string;
  /** Chosen by the client for each run. */
  readonly run: string;
}

export interface RunOptions extends WorkflowRun, RunName {
  /** Newer runs of the same client and lane replace older ones. */
  readonly lane: string;
}

/** A run that its client can watch again. */
export interface RunRecord extends Pick<RunOptions, 'run' | 'lane' | 'workflow' | 'path' | 'targets'> {
  readonly done: boolean;
}

export interface WatchedEvents {
  readonly events: readonly RunEvent[];
  /** What to ask for next. */
  readonly next: number;
  /** The last of these events is the last of the run. */
  readonly done: boolean;
}

/** An execution provider of ONNX Runtime; `providers.ts` says which platform has which. */
export type ProviderName = 'cuda' | 'dml' | 'coreml' | 'webgpu' | 'cpu';

/** What is to compute: one provider, or the one that proves to be the fastest. */
export type DeviceChoice = ProviderName | 'auto';

export interface Device {
  readonly provider: ProviderName;
  /** "CPU, 2 cores" or "CUDA: NVIDIA H200" */
  readonly label: string;
  /** Why this one: a sentence. */
  readonly reason: string;
  readonly choice: DeviceChoice;
  /** Every provider of this platform but the CPU, the likely fastest first. */
  readonly findings: readonly ProviderFinding[];
}

/** What is known of a provider on this machine. */
export interface ProviderFinding {
  readonly provider: ProviderName;
  /** `slow`: it runs, and no faster than the CPU. `untried`: nobody has looked. */
  readonly state: 'runs' | 'slow' | 'fails' | 'untried';
  /** How fast it is, or why it does not run: a sentence that can follow its name and a colon. */
  readonly finding: string;
  /** What to do about one that does not run. */
  readonly remedy?: string;
  /** Time of the CPU for a block of a network over the time of this provider, where both were measured. */
  readonly speed?: number;
}

export interface Memory {
  /** Bytes resident in the engine process. */
  readonly resident: number;
  readonly cached: number;
  readonly sessions: number;
}

/** Results of nodes that lie on the disk for later starts. */
export interface StoredResults {
  readonly bytes: number;
  /** The most bytes that they may take. */
  readonly budget: number;
  /** Where they lie; null where none are kept. */
  readonly folder: string | null;
}

/** How the weights of a network are stored. */
export type Precision = 'float64' | 'float32' | 'float16' | 'bfloat16' | 'float8' | 'int8' | 'int4';

export interface FoundNetwork {
  /** Its subfolder of the model: "unet". */
  readonly part: string;
  /** With its weights. */
  readonly bytes: number;
  /** Absent where its file does not say. */
  readonly precision?: Precision;
}

/** What lies by itself and belongs to models: parts of them, LoRAs, embeddings for prompts. */
export type PartRole = Exclude<ModelRole, 'model'>;

/** A part of models, or an addition to them, in a file or folder of its own. */
export interface FoundPart {
  readonly name: string;
  readonly role: PartRole;
  /** What it is: "CLIP-L", "VAE, 16 channels", "LoRA, rank 16"; empty where that cannot be told. */
  readonly title: string;
  /** Whole path. */
  readonly path: string;
  readonly bytes: number;
  /** Why it cannot be used; absent when it can. */
  readonly fault?: string;
  /** What to do about the fault. */
  readonly remedy?: string;
}

export interface FoundModel {
  /** Name of its folder: what load_model names. */
  readonly name: string;
  readonly title: string;
  /** Whole path of its folder. */
  readonly folder: string;
  /** What kind of model it is: "Stable Diffusion XL". Absent where that cannot be told. */
  readonly kind?: string;
  /** Of the files that it computes with; 0 where they cannot be told. */
  readonly bytes: number;
  /** What is known of one that can be used. */
  readonly facts?: ModelFacts;
  /** Why it cannot be used; absent when it can. */
  readonly fault?: string;
  /** What to do about the fault. */
  readonly remedy?: string;
  /** What does not work, or is not as usual, in a model that can be used: a sentence each. */
  readonly notes?: readonly string[];
}

export interface ModelFacts {
  readonly networks: readonly FoundNetwork[];
  /** Pixels of a picture at the size that it was trained on. */
  readonly size: readonly [height: number, width: number];
  /** The class that scheduler_config.json names, if it names one. */
  readonly scheduler?: string;
  /** Bytes, estimated, to make a picture of that size on the processor with every network open. */
  readonly memory: number;
}

/** sha256 of files, by their names in a model. */
export type ModelHashes = Readonly<Record<string, string>>;

/** A folder whose subfolders are models. */
export interface ModelRoot {
  /** Whole path. */
  readonly path: string;
  /** That of the program, that of the workspace, or one that the user named beside them. */
  readonly origin: 'program' | 'workspace' | 'named';
  readonly exists: boolean;
}

export interface Entry {
  /** Relative path to name it by. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'example' | 'workspace' | 'recent' | 'image' | 'folder';
  /** Data URL. */
  readonly thumbnail?: string;
  /** Milliseconds since 1970 of the last change. */
  readonly modified: number;
}

export interface OpenedWorkflow {
  readonly path: string;
  readonly text: string;
  /** Examples open as a copy: saving asks for a new name. */
  readonly readOnly: boolean;
  /** Names what is in the file: other content, another stamp. */
  readonly stamp: string;
}

/** What a workflow's file held once. */
export interface FileVersion {
  /** Milliseconds since 1970 when it was put aside; names it among those of its file. */
  readonly time: number;
  readonly nodes: number;
  /** A data URL. */
  readonly thumbnail?: string;
}

/** A workflow that has another name or folder now. */
export interface MovedWorkflow extends SavedWorkflow {
  /** Stamp of what its file held before. */
  readonly before: string;
}

/** A workflow in the trash of the workspace. */
export interface TrashedWorkflow {
  readonly id: string;
  readonly title: string;
  /** Where it lay. */
  readonly path: string;
  /** Milliseconds since 1970 when it was deleted. */
  readonly deleted: number;
}

/** What a file is to hold before it is saved over: what has this stamp, or nothing (null). Undefined where anything goes. */
export type SaveOver = string | null | undefined;

/** A block of the user's own: a workflow that holds one block with all that lies in it. */
export interface OwnBlockFile {
  /** Of the file, without its folder. */
  readonly name: string;
  readonly text: string;
}

export interface SavedWorkflow {
  readonly path: string;
  readonly stamp: string;
}

export interface KeptAutosaves {
  readonly autosaves: readonly Autosave[];
  /** Windows that are open now: what is theirs is not lost. */
  readonly open: readonly string[];
  /** The folder that files are saved to. A browser may keep work of several. */
  readonly workspace: string;
}
