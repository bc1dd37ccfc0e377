import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeRegistry } from '../nodes/index.ts';
import { validate } from '../src/graph/validate.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import type { Workflow } from '../src/graph/workflow/schema.ts';

const read = (path: string) => parseWorkflow(readFileSync(join(import.meta.dirname, path), 'utf8'), nodeRegistry);

it('a workflow of version 1 opens as the same graph that version 2 keeps, and can run', () => {
  const old = read('../fixtures/workflows/text-to-image.version-1.json');
  const present = read('text-to-image.json').workflow;
  expect(old.warnings[0]).toBe('The workflow was saved as version 1 and reads as version 2.');
  expect(validate(old.workflow, nodeRegistry)).toEqual([]);
  expect(old.workflow.links).toEqual(present.links);
  expect(present.nodes.map(withoutSyntax), 'but for parameters that came later').toMatchObject(
    old.workflow.nodes.map(withoutSyntax),
  );
  expect(old.workflow.nodes.filter(({ mode }) => mode === 'mute').map(({ id }) => id)).toEqual(['about']);
});

/** Old prompts stay plain text. */
function withoutSyntax({ id, type, position, parameters: { syntax: _, ...parameters } }: Workflow['nodes'][number]) {
  return { id, type, position, parameters };
}
