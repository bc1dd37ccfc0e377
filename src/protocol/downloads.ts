import type { ModelRole } from '../graph/models/knownModel.ts';
import type { Problem } from '../graph/problem.ts';

/** What is to be fetched from the hub. */
export interface DownloadRequest {
  /** "OWNER/NAME", "OWNER/NAME:FILE", or the address of a page of the hub. */
  readonly source: string;
  /** Weights in half precision where there are some, or as they were trained. */
  readonly precision: 'fp16' | 'fp32';
  /** Under which name it is put; a usual one otherwise. */
  readonly name?: string | undefined;
  /** The version that was shown; the newest otherwise. */
  readonly commit?: string | undefined;
}

/** A model, a part of one, or what adds to one: each goes into the folder for it. */
export type DownloadKind = ModelRole;

/** All that is known of a download before it begins. */
export interface DownloadPlan {
  /** What the nodes that load it will call it. */
  readonly name: string;
  readonly kind: DownloadKind;
  /** As it can be asked for again. */
  readonly source: string;
  readonly precision: DownloadRequest['precision'];
  readonly commit: string;
  /** Bytes that it would take in the other precision, where that makes a difference. */
  readonly otherBytes?: number | undefined;
  /** "Stable Diffusion XL, float16" */
  readonly title: string;
  /** As its author calls it; null where none is named. */
  readonly licence: string | null;
  /** The page with its licence, for people. */
  readonly page: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Bytes of all files. */
  readonly total: number;
  /** Bytes that an earlier try has fetched. */
  readonly kept: number;
  /** Bytes that are free on the disk that it goes to; null where the system does not say. */
  readonly free: number | null;
  /** Whole path of the file or folder that it becomes. */
  readonly target: string;
}

/** One file of a repository that has several models. */
export interface DownloadChoice {
  /** To be asked for: "OWNER/NAME:FILE" */
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
}

/** What would be downloaded; or, where a repository has several models in one file each, those. */
export type DownloadAnswer =
  | { readonly plan: DownloadPlan }
  | { readonly plan: null; readonly choices: readonly DownloadChoice[] };

/** A download: under way, at an end, or what is left of one. */
export type Download = HubDownload | RuntimeDownload;

/** Of a model or a LoRA. */
export interface HubDownload extends DownloadProgress, Pick<DownloadPlan, 'kind' | 'source' | 'precision'> {}

/** Of the libraries that CUDA needs. */
export interface RuntimeDownload extends DownloadProgress {
  readonly kind: 'cuda';
  /** Whether what is there is checked first. */
  readonly repair: boolean;
}

interface DownloadProgress extends Pick<DownloadPlan, 'name' | 'title' | 'total' | 'target'> {
  /** Names it in calls. */
  readonly id: string;
  /** `stopped`: can go on from where it is. */
  readonly state: 'running' | 'stopped' | 'done' | 'failed';
  readonly received: number;
  /** The file that is being fetched. */
  readonly file?: string;
  /** At the speed of the last seconds. */
  readonly secondsLeft?: number;
  /** Why it waits to try again. */
  readonly waiting?: string;
  /** Why it failed. */
  readonly problem?: Problem;
}

/** Whether there is room for it. */
export function fits({ total, kept, free }: Pick<DownloadPlan, 'total' | 'kept' | 'free'>): boolean {
  return free === null || total - kept <= free;
}
