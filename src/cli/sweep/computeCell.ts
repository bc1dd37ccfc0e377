import { basename, join } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { readRegularFile } from '../../engine/files/readRegularFile.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import type { RunWorkflow } from '../../engine/run/runWorkflow.ts';
import type { Picture, RunEvent } from '../../graph/events.ts';
import { defaultTargets, shownTargets } from '../../graph/plan.ts';
import type { Problem } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { cellValues, type SweepCell, workflowOfCell } from '../../graph/sweep/cells.ts';
import { resultNumbers } from '../../graph/sweep/resultNumbers.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { WorkflowRun } from '../../protocol/types.ts';
import { isPicture } from '../prepareRun.ts';
import { savePictures } from '../savePictures.ts';
import type { CellFile, CellResult } from './record.ts';

/** What all cells of a sweep share. */
export interface SweepSetting {
  readonly run: RunWorkflow;
  /** As many cells are computed at once. */
  readonly atOnce: number;
  /** Names by content what a run would give or, by the keys of its nodes, has given. */
  keyOf(run: WorkflowRun, given?: ReadonlyMap<string, string>): Promise<string>;
  readonly workflow: Workflow;
  /** Whole path of the workflow's file. */
  readonly path: string;
  readonly axes: readonly SweepAxis[];
  /** Where results go. */
  readonly folder: string;
  /** What the names of all results begin with. */
  readonly stem: string;
  readonly signal: AbortSignal;
}

export type ComputedCell =
  | { readonly outcome: 'completed'; readonly result: CellResult }
  | { readonly outcome: 'failed'; readonly problem: Problem };

/** What a cell came to; undefined when it was cancelled. It is saved while the next one is computed. */
export type RanCell = { save(): Promise<ComputedCell> } | undefined;

/** The name by content of what a cell would give, without computing it; undefined when a file or model is not there, or it was cancelled. */
export async function keyOfCell(setting: SweepSetting, cell: SweepCell): Promise<string | undefined> {
  return setting.keyOf(runOfCell(setting, cell)).catch(() => undefined);
}

/** Computes a cell. Its pictures are saved each with the workflow that made it. */
export async function runCell(
  setting: SweepSetting,
  cell: SweepCell,
  onEvent: (event: RunEvent) => void,
): Promise<RanCell> {
  const run = runOfCell(setting, cell);
  const given = gather();
  const begun = performance.now();
  const { outcome, problem } = await setting.run(run, setting.signal, (event) => {
    onEvent(event);
    if (event.type === 'finished') given.add(event);
  });
  if (outcome === 'cancelled') return undefined;
  if (problem) return { save: async () => ({ outcome: 'failed', problem }) };
  const milliseconds = Math.round(performance.now() - begun);
  return {
    save: async () => ({
      outcome: 'completed',
      result: {
        key: await setting.keyOf(run, given.keys),
        values: cellValues(setting.axes, cell),
        files: await filesOf(setting, cell, run.workflow, given),
        numbers: Object.fromEntries(given.numbers),
        milliseconds,
      },
    }),
  };
}

function runOfCell({ workflow, axes, path }: SweepSetting, cell: SweepCell): WorkflowRun {
  const own = workflowOfCell(workflow, axes, cell);
  return { workflow: own, path, targets: [], watch: shownTargets(own, nodeRegistry), shown: {} };
}

/** Of the results that the workflow is for: whatever they depend on is in their keys. */
export function cellKey(workflow: Workflow, keys: ReadonlyMap<string, string>): string {
  return sha256(JSON.stringify(defaultTargets(workflow, nodeRegistry).map((node) => [node, keys.get(node)])));
}

interface Given {
  readonly keys: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number | string>;
  /** By node. */
  readonly pictures: ReadonlyMap<string, readonly Picture[]>;
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** Gathers what the nodes of a run give. */
function gather(): Given & { add(event: Extract<RunEvent, { type: 'finished' }>): void } {
  const keys = new Map<string, string>();
  const numbers = new Map<string, number | string>();
  const pictures = new Map<string, readonly Picture[]>();
  const files = new Map<string, readonly string[]>();
  return {
    keys,
    numbers,
    pictures,
    files,
    add(event) {
      keys.set(event.node, event.key);
      for (const [name, value] of resultNumbers(event)) numbers.set(name, value);
      if (event.pictures?.length) pictures.set(event.node, event.pictures);
      if (event.files.length > 0) files.set(event.node, event.files);
    },
  };
}

/** What the workflow wrote itself; where that is no picture, also what it showed. */
async function filesOf(
  { folder, stem, axes }: SweepSetting,
  cell: SweepCell,
  workflow: Workflow,
  { files, pictures }: Given,
): Promise<CellFile[]> {
  const written = [...files].flatMap(([node, paths]) => paths.map((path) => [node, basename(path)] as const));
  const saves = written.some(([, name]) => isPicture(name));
  const name = `${stem}-${placeOf(axes, cell)}`;
  for (const [node, shown] of saves ? [] : pictures) {
    const paths = await savePictures(folder, name, new Map([[node, shown]]), workflow);
    written.push(...paths.map((path) => [node, basename(path)] as const));
  }
  return Promise.all(written.map(([node, file]) => cellFile(folder, node, file, pictures.get(node)?.[0])));
}

/** "03-12" for the third value of the first axis and the twelfth of the second. */
function placeOf(axes: readonly SweepAxis[], cell: SweepCell): string {
  const digits = (axis: number): number => Math.max(2, String(axes[axis]?.values.length ?? 0).length);
  return cell.map((number, axis) => String(number + 1).padStart(digits(axis), '0')).join('-');
}

async function cellFile(folder: string, node: string, name: string, shown: Picture | undefined): Promise<CellFile> {
  const size = shown && isPicture(name) ? { width: shown.width, height: shown.height } : {};
  return { node, name, sha256: sha256(await readRegularFile(join(folder, name))), ...size };
}
