import { describe, expect, it } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import { fakeRegistry } from '../../graph/testing/fakeNodes.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { answersTo } from './answersTo.ts';
import { piecesOf } from './pieces.ts';
import { type ReadingWorker, readInWorker } from './readInWorker.ts';
import type { Source } from './source.ts';

const ids = Array.from({ length: 2300 }, (_, index) => `n${index}`);
const large = {
  ...workflowOf(
    Object.fromEntries(ids.map((id) => [id, { type: 'reroute', parameters: { deep: [{ id }] } }])),
    ids.slice(1).map((id, index) => `n${index}.value ${id}.value`),
  ),
  name: 'Large',
  future: { nested: ['kept'] },
};

/** Answers as the worker does, each message in a task of its own and copied as between threads. */
function fakeWorker(answers: (source: Source) => AsyncIterable<unknown>) {
  const worker = {
    ended: false,
    onmessage: null as ((event: { data: unknown }) => void) | null,
    onerror: null as ((event: { message: string }) => void) | null,
    async postMessage(source: Source) {
      for await (const answer of answers(source)) {
        await new Promise((resolve) => setTimeout(resolve));
        worker.onmessage?.({ data: structuredClone(answer) });
      }
    },
    terminate() {
      worker.ended = true;
    },
  };
  return worker;
}

const asWorker = (worker: ReturnType<typeof fakeWorker>) => worker as unknown as ReadingWorker;
const reading = () => fakeWorker((source) => answersTo(source, fakeRegistry));

describe('reading beside the page', () => {
  it('gives the workflow whole, with every unknown key, and ends the worker', async () => {
    const worker = reading();
    expect(await readInWorker(serializeWorkflow(large), asWorker(worker))).toEqual({ workflow: large, warnings: [] });
    expect(worker.ended).toBe(true);
  });

  it('sends no piece that would take long to read', async () => {
    const pieces: number[] = [];
    for await (const answer of answersTo(serializeWorkflow(large), fakeRegistry)) {
      if (answer.kind === 'piece') pieces.push(answer.piece.text.length);
    }
    expect(pieces.length).toBeGreaterThan(8);
    expect(Math.max(...pieces)).toBeLessThan(100_000);
  });

  it('sends long nodes in more pieces', async () => {
    const parameters = { text: 'x'.repeat(200_000) };
    const long = workflowOf(Object.fromEntries(ids.slice(0, 9).map((id) => [id, { type: 'reroute', parameters }])));
    const pieces = [...piecesOf(long)].filter(({ list }) => list === 'nodes');
    expect(pieces).toHaveLength(5);
    const { workflow } = (await readInWorker(serializeWorkflow(long), asWorker(reading()))) ?? {};
    expect(workflow).toEqual(long);
  });

  it('takes a file as it is, its bytes too', async () => {
    const bytes = Uint16Array.from(`\ufeff${serializeWorkflow(large)}`, (sign) => sign.charCodeAt(0));
    const read = await readInWorker(new File([bytes], 'large.json'), asWorker(reading()));
    expect(read?.workflow).toEqual(large);
  });

  it('finds that a picture carries none', async () => {
    const picture = new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)], 'a.png');
    expect(await readInWorker(picture, asWorker(reading()))).toBeUndefined();
  });

  it('passes on what is wrong with a file', async () => {
    const worker = reading();
    const refused = readInWorker('{"format":', asWorker(worker));
    await expect(refused).rejects.toBeInstanceOf(ArcspaceError);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-workflow' });
    expect(worker.ended).toBe(true);
  });

  it('passes on warnings', async () => {
    const text = serializeWorkflow(workflowOf({ a: { type: 'from_the_future' } }));
    const read = await readInWorker(text, asWorker(reading()));
    expect(read?.warnings[0]).toContain('from_the_future');
  });

  it('says so when the worker ends before it is done', async () => {
    const worker = reading();
    worker.postMessage = async () => worker.onerror?.({ message: 'out of memory' });
    await expect(readInWorker('{}', asWorker(worker))).rejects.toMatchObject({
      code: 'unreadable-file',
      message: 'Reading stopped: out of memory',
    });
    expect(worker.ended).toBe(true);
  });
});
