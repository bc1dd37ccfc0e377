import { WebSocket } from 'ws';
import { nodeRegistry } from '../nodes/index.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import { connect } from '../src/protocol/connect.ts';
import { followRun } from '../src/protocol/followRun.ts';
import { socketPort } from '../src/protocol/ports/socketPort.ts';
import { enter } from '../src/server/testing/enter.ts';
import type { Host } from './host.ts';
import type { Row } from './measure.ts';
import { textToImage } from './workflows.ts';

const TARGET = 500;

/** What the engine process holds after it has made a few pictures. */
export async function memory(program: string, { url }: Host): Promise<Row> {
  const { host } = new URL(url);
  const headers = { Cookie: await enter(url) };
  const socket = new WebSocket(`ws://${host}/engine`, 'arcspace', { origin: `http://${host}`, headers });
  socket.binaryType = 'arraybuffer';
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const client = connect(socketPort(socket));
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
  const compute = async (run: string) => {
    const name = { client: 'bench', run };
    await client.call('submit', { ...name, workflow, path: null, targets: [], lane: 'bench', watch: null, shown: {} });
    await followRun(client, name, () => {});
  };
  for (const run of ['a', 'b', 'c']) {
    await compute(run);
    await client.call('free', {});
  }
  await compute('d');
  const { resident } = await client.call('memory', {});
  socket.close();
  const megabytes = resident / 2 ** 20;
  return {
    what: 'Resident memory of the engine with the embedded model, after a run',
    measured: `${megabytes.toFixed(0)} MB`,
    target: `at most ${TARGET} MB`,
    met: megabytes <= TARGET,
  };
}
