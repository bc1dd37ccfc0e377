import type { Picture, RunEvent } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { followRun } from '../../../protocol/followRun.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient, waitForConnection } from '../../hosts/patientClient.ts';

/** Lanes of runs beside those of the open workflow, which show nothing on its nodes. */
const asideLanes = ['sweep', 'explorer'] as const;

export function isAside(lane: string): boolean {
  return asideLanes.some((aside) => lane === aside || lane.startsWith(`${aside}-`));
}

interface AsideRun {
  /** A name that no other run has. */
  readonly run: string;
  /** One of those, or "sweep-3" where several run at once. */
  readonly lane: string;
  readonly workflow: Workflow;
  readonly path: string | null;
  /** Empty runs everything that shows or writes something. */
  readonly targets: readonly string[];
  /** The node whose pictures are wanted. */
  readonly watch: string | undefined;
  /** On this machine where nothing is said. */
  readonly place?: RunPlace;
  heard?(event: RunEvent): void;
}

/** Runs a workflow beside the open one. @returns the first picture of the watched node, and what went wrong. */
export async function runAside(
  client: HostClient,
  { run, lane, workflow, path, targets, watch, place = 'here', heard }: AsideRun,
): Promise<{ readonly picture: Picture | undefined; readonly problem: Problem | undefined }> {
  const name = { client: client.windowId, run };
  let picture: Picture | undefined;
  const watched = watch === undefined ? [] : [watch];
  // What is painted under a pad is a map: nobody asked for those pictures.
  const kept = lane === 'explorer' ? 'none' : 'all';
  const request = { ...name, workflow, path, targets, lane, watch: watched, shown: {}, kept, place } as const;
  await createPatientClient(client).call('submit', request);
  const { problem } = await followRun(
    client,
    name,
    (event) => {
      if (event.type === 'finished' && event.node === watch) picture = event.pictures?.[0] ?? picture;
      heard?.(event);
    },
    waitForConnection(client),
  );
  return { picture, problem };
}
