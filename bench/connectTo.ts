import { WebSocket } from 'ws';
import type { Workflow } from '../src/graph/workflow/schema.ts';
import { connect } from '../src/protocol/connect.ts';
import { followRun } from '../src/protocol/followRun.ts';
import { socketPort } from '../src/protocol/ports/socketPort.ts';
import type { EngineClient } from '../src/protocol/protocol.ts';
import { enter } from '../src/server/testing/enter.ts';
import type { Host } from './host.ts';

export interface Connected {
  readonly client: EngineClient;
  /** Runs a workflow to its end. */
  compute(workflow: Workflow, run: string): Promise<void>;
  close(): void;
}

/** A client of a running host, as the editor is one. */
export async function connectTo({ url }: Host): Promise<Connected> {
  const { host } = new URL(url);
  const headers = { Cookie: await enter(url) };
  const socket = new WebSocket(`ws://${host}/engine`, 'arcspace', { origin: `http://${host}`, headers });
  socket.binaryType = 'arraybuffer';
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const client = connect(socketPort(socket));
  return {
    client,
    async compute(workflow, run) {
      const name = { client: 'bench', run };
      await client.call('submit', {
        ...name,
        workflow,
        path: null,
        targets: [],
        lane: 'bench',
        watch: null,
        shown: {},
      });
      const { outcome, problem } = await followRun(client, name, () => {});
      if (outcome !== 'completed') throw new Error(`The run ${run} ended as ${outcome}: ${problem?.message ?? ''}`);
    },
    close: () => socket.close(),
  };
}
