import { describe, expect, it } from 'vitest';
import { ArcspaceError } from '../../../graph/problem.ts';
import { fakeRegistry } from '../../../graph/testing/fakeNodes.ts';
import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import { answersTo } from './answersTo.ts';
import { type ReadingWorker, readInWorker } from './readInWorker.ts';

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
function fakeWorker(answers: (text: string) => Iterable<unknown>) {
  const worker = {
    ended: false,
    onmessage: null as ((event: { data: unknown }) => void) | null,
    onerror: null as ((event: { message: string }) => void) | null,
    async postMessage(text: string) {
      for (const answer of answers(text)) {
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
const reading = () => fakeWorker((text) => answersTo(text, fakeRegistry));

describe('reading beside the page', () => {
  it('gives the workflow whole, with every unknown key, and ends the worker', async () => {
    const worker = reading();
    const { workflow, warnings } = await readInWorker(serializeWorkflow(large), asWorker(worker));
    expect(workflow).toEqual(large);
    expect(warnings).toEqual([]);
    expect(worker.ended).toBe(true);
  });

  it('sends no piece that would take long to read', () => {
    const pieces = [...answersTo(serializeWorkflow(large), fakeRegistry)].flatMap((answer) =>
      answer.kind === 'piece' ? [answer.piece.text.length] : [],
    );
    expect(pieces.length).toBeGreaterThan(8);
    expect(Math.max(...pieces)).toBeLessThan(100_000);
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
    const { warnings } = await readInWorker(text, asWorker(reading()));
    expect(warnings[0]).toContain('from_the_future');
  });

  it('says so when the worker ends before it is done', async () => {
    const worker = fakeWorker(() => {
      worker.onerror?.({ message: 'out of memory' });
      return [];
    });
    await expect(readInWorker('{}', asWorker(worker))).rejects.toMatchObject({
      code: 'unreadable-file',
      message: 'Reading stopped: out of memory',
    });
    expect(worker.ended).toBe(true);
  });
});
