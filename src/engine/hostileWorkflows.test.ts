import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import type { RunEvent } from '../graph/events.ts';
import { plan } from '../graph/plan.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { HOSTILE_WORKFLOWS } from '../graph/testing/hostileWorkflows.ts';
import { LARGE_WORKFLOWS } from '../graph/testing/largeWorkflows.ts';
import { validate } from '../graph/validate.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { createEngine, type Engine } from './createEngine.ts';

const program = resolve(import.meta.dirname, '../..');

describe('a hostile workflow', () => {
  let engine: Engine;
  let workspace: string;

  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'arcspace-'));
    engine = createEngine({ program, workspace, provider: 'cpu' });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(workspace, { recursive: true });
  });

  /** Runs every node, so that no fault hides behind one that nobody asked for. */
  async function run(workflow: Workflow): Promise<RunEvent[]> {
    const events: RunEvent[] = [];
    const targets = workflow.nodes.map((node) => node.id);
    const options = { workflow, path: null, targets, watch: [], shown: {} };
    await engine.run(options, new AbortController().signal, (event) => events.push(event));
    return events;
  }

  it('is one of more than forty', () => {
    expect(HOSTILE_WORKFLOWS.length).toBeGreaterThan(40);
    expect(new Set(HOSTILE_WORKFLOWS.map((each) => each.name)).size).toBe(HOSTILE_WORKFLOWS.length);
  });

  it.each(HOSTILE_WORKFLOWS.filter((each) => each.verdict === 'refused'))('is refused: $name', ({ text }) => {
    let thrown: unknown;
    try {
      parseWorkflow(text(), nodeRegistry);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ArcspaceError);
    expect((thrown as ArcspaceError).message).not.toBe('');
    expect((thrown as ArcspaceError).remedy).not.toBe('');
    expect('polluted' in {}).toBe(false);
  });

  it.each(LARGE_WORKFLOWS)('is opened and checked, or refused: $name', ({ text }) => {
    try {
      const { workflow } = parseWorkflow(text(), nodeRegistry);
      validate(workflow, nodeRegistry);
      plan(workflow, nodeRegistry, []);
    } catch (error) {
      expect(error).toBeInstanceOf(ArcspaceError);
    }
  });

  it.each(HOSTILE_WORKFLOWS.filter((each) => typeof each.verdict === 'object'))(
    'opens, and names what keeps it from running: $name',
    async ({ text, verdict }) => {
      const { workflow } = parseWorkflow(text(), nodeRegistry);
      const expected = typeof verdict === 'object' ? verdict.problem : '';
      expect(validate(workflow, nodeRegistry).map((problem) => problem.code)).toContain(expected);
      const events = await run(workflow);
      expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'failed', executed: 0 });
    },
  );

  it.each(HOSTILE_WORKFLOWS.filter((each) => each.verdict === 'harmless'))(
    'opens and does no harm when it runs: $name',
    async ({ text }) => {
      const { workflow } = parseWorkflow(text(), nodeRegistry);
      expect((await run(workflow)).at(-1)).toMatchObject({ type: 'done', outcome: 'completed' });
    },
  );

  it.each(HOSTILE_WORKFLOWS.filter((each) => each.verdict === 'kept inside'))(
    'opens, and is kept inside when it runs: $name',
    async ({ text }) => {
      const { workflow } = parseWorkflow(text(), nodeRegistry);
      const done = (await run(workflow)).at(-1);
      expect(done).toMatchObject({ type: 'done', outcome: 'failed' });
      if (done?.type !== 'done' || !done.problem) return;
      expect(done.problem.code).not.toBe('internal');
      expect(done.problem.remedy).not.toBe('');
    },
  );

  it('leaves nothing outside the workspace, and inside only what it was asked to write', async () => {
    const outside = await readdir('/tmp');
    expect(outside.filter((name) => name.startsWith('owned'))).toEqual([]);
    const inside = (await readdir(workspace, { recursive: true })).map((name) => join(workspace, name));
    expect(inside.every((path) => path.startsWith(workspace))).toBe(true);
    expect(inside.filter((path) => path.includes('owned')).every((path) => path.endsWith('.png'))).toBe(true);
  });
});
