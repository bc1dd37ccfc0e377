import type { RunEvent } from '../../../graph/events.ts';
import { shownTargets } from '../../../graph/plan.ts';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { resultNumbers } from '../../../graph/sweep/resultNumbers.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import type { KeptCell } from '../../page/sweepStore.ts';
import type { Log } from '../log.ts';
import { runAside } from '../run/aside.ts';
import { runName } from '../run/name.ts';
import { reportFiles } from '../run/report.ts';
import { type CellPicture, cellPicture } from './cellPicture.ts';

/** What a cell gave, or why it gave nothing. */
export interface CellResult extends Pick<KeptCell, 'numbers' | 'files' | 'milliseconds'> {
  readonly picture?: CellPicture | undefined;
  readonly problem?: Problem | undefined;
}

export interface CellRun {
  readonly client: HostClient;
  readonly registry: NodeRegistry;
  readonly log: Log;
  readonly lane: string;
  /** With the values of the cell. */
  readonly workflow: Workflow;
  readonly path: string | null;
  readonly place: RunPlace;
  /** Its run is among them while it is under way. */
  readonly runs: Set<string>;
  /** To which its picture is reduced. */
  readonly mostPixels: number;
}

/** Times that a cell is begun whose engine ends meanwhile: it may well be what ends it. */
const MOST_ATTEMPTS = 3;

/** Computes a cell, again where the engine is started again meanwhile. */
export async function computeCell(cell: CellRun): Promise<CellResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await attemptCell(cell);
    if (result.problem?.code !== 'unknown-run' || attempt === MOST_ATTEMPTS) return result;
  }
}

async function attemptCell({ client, registry, log, runs, mostPixels, ...asked }: CellRun): Promise<CellResult> {
  const [watch] = shownTargets(asked.workflow, registry);
  const numbers: Record<string, number | string> = {};
  const files: string[] = [];
  const heard = (event: RunEvent): void => {
    if (event.type !== 'finished') return;
    for (const message of event.warnings) log.note({ level: 'warning', message, node: event.node });
    reportFiles(log, 'live', event);
    Object.assign(numbers, Object.fromEntries(resultNumbers(event)));
    files.push(...event.files);
  };
  const run = runName();
  const since = performance.now();
  const given = () => ({ numbers, files, milliseconds: Math.round(performance.now() - since) });
  runs.add(run);
  try {
    const { picture, problem } = await runAside(client, { ...asked, run, targets: [], watch, heard });
    return { ...given(), problem, picture: picture && (await cellPicture(picture, mostPixels)) };
  } catch (thrown) {
    return { ...given(), problem: problemFrom(thrown) };
  } finally {
    runs.delete(run);
  }
}

/** As the browser keeps it. */
export async function keptCell(sweep: string, cell: string, result: CellResult): Promise<KeptCell> {
  const { picture, problem, numbers, files, milliseconds } = result;
  return {
    sweep,
    cell,
    numbers,
    files,
    milliseconds,
    ...(problem && { problem }),
    ...(picture && { picture: { width: picture.width, height: picture.height, file: await pngOf(picture.bitmap) } }),
  };
}

export async function restoredCell({ picture, ...kept }: KeptCell): Promise<CellResult> {
  if (!picture) return kept;
  const { width, height, file } = picture;
  return { ...kept, picture: { width, height, bitmap: await createImageBitmap(file) } };
}

function pngOf(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
