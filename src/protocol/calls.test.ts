import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { emptyWorkflow } from '../graph/workflow/schema.ts';
import { callNames, callSchemas, eventNames } from './calls.ts';
import type { CallName, Calls, EventName } from './protocol.ts';

/** Keys of an interface as its source writes them. */
function namesIn(file: string, declaration: string): string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const body = new RegExp(`interface ${declaration} \\{(.*?)\\n\\}`, 's').exec(source)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '');
}

const namesOfCalls = ['Run', 'Job', 'SharedQueue', 'Gallery', 'Machine', 'Workspace', 'Workflow'].flatMap((table) =>
  namesIn(`./${table.charAt(0).toLowerCase()}${table.slice(1)}Calls.ts`, `${table}Calls`),
);

describe('the tables of calls', () => {
  test('name every call of the protocol and no other', () => {
    expect([...callNames].sort()).toEqual(namesOfCalls.sort());
    expectTypeOf<keyof typeof callSchemas>().toEqualTypeOf<CallName>();
  });

  test('have every event of the protocol and no other beside them', () => {
    expect([...eventNames].sort()).toEqual(namesIn('./protocol.ts', 'Events').sort());
    expectTypeOf<(typeof eventNames)[number]>().toEqualTypeOf<EventName>();
  });

  const run: Calls['submit']['arguments'] = {
    client: 'window',
    run: 'r1',
    workflow: emptyWorkflow(),
    path: null,
    targets: [],
    lane: 'main',
    watch: null,
    shown: {},
  };

  test('take the arguments of a run as they are', () => {
    expect(callSchemas.submit.parse(run)).toEqual(run);
  });

  test.each([
    ['no workflow', { ...run, workflow: undefined }],
    ['a workflow of another format', { ...run, workflow: { ...emptyWorkflow(), format: 'other' } }],
    ['a run without a name', { ...run, run: '' }],
    ['a run of nobody', { ...run, client: '' }],
    ['a target that is no name', { ...run, targets: [7] }],
    ['too many targets', { ...run, targets: Array.from({ length: 5001 }, String) }],
    [
      'a position beyond any canvas',
      { ...run, workflow: { ...emptyWorkflow(), nodes: [{ id: 'a', type: 'b', position: [1e300, 0] }] } },
    ],
  ])('refuse a run with %s', (_, args) => {
    expect(callSchemas.submit.safeParse(args).success).toBe(false);
  });

  test('refuse an argument where none is taken', () => {
    expect(callSchemas.device.safeParse({ extra: 1 }).success).toBe(false);
    expect(callSchemas.device.safeParse({}).success).toBe(true);
  });

  test('refuse a file that is not bytes', () => {
    expect(callSchemas.importFile.safeParse({ name: 'a.png', bytes: [1, 2] }).success).toBe(false);
    expect(callSchemas.importFile.safeParse({ name: 'a.png', bytes: new Uint8Array(2) }).success).toBe(true);
  });
});
