import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { isNamed, type KnownModel } from '../../../graph/models/knownModel.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import type { FoundModel } from '../../../protocol/types.ts';
import { createEditor } from './createEditor.ts';
import { createDocument } from './document.ts';
import { createMissingModels } from './missingModels.ts';

const files = { 'unet/model.onnx': 'aa' };
const here: readonly KnownModel[] = [
  { role: 'model', name: 'starter', kind: 'Stable Diffusion 1 or 2', usable: true, files: { 'unet/model.onnx': 'bb' } },
  { role: 'model', name: 'renamed', kind: 'FLUX', usable: true, files },
];

function needing(model: string): Workflow {
  const node = newNode(emptyWorkflow(), { type: 'load_model', version: 1 }, [0, 0], { model });
  return { ...addNode(emptyWorkflow(), node), models: [{ id: 'poster', kind: 'Stable Diffusion 1 or 2', files }] };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

async function open(model: string, found = here) {
  const editor = createEditor(testRegistry);
  const asked: string[][] = [];
  const missing = createMissingModels({
    editor,
    engine: {
      models: signal(found as readonly unknown[] as readonly FoundModel[]),
      parts: signal([]),
      known: async (names) => {
        asked.push(names === 'all' ? ['all'] : names.map(({ name }) => name));
        return names === 'all' ? found : found.filter((model) => names.some((named) => isNamed(named, model)));
      },
    },
  });
  const workflow = needing(model);
  editor.open(workflow, createDocument(workflow));
  await settled();
  const [node] = workflow.nodes;
  return { editor, missing, asked, node: node?.id ?? '' };
}

describe('models that the open workflow lacks', () => {
  it('are none where they are here, and no other model is looked into', async () => {
    const { missing, asked, editor } = await open('starter');
    expect(missing.list.value).toEqual([]);
    expect(asked.at(-1)).toEqual(['starter']);
    expect(editor.nodeStates.value.size).toBe(0);
  });

  it('are named with those that fit, also at their nodes', async () => {
    const { missing, editor, node } = await open('poster');
    expect(missing.list.value).toMatchObject([
      {
        name: 'poster',
        places: [{ node, parameter: 'model' }],
        offers: [
          { name: 'renamed', fit: 'same files' },
          { name: 'starter', fit: 'same kind' },
        ],
      },
    ]);
    expect(editor.nodeStates.value.get(node)?.problem?.message).toContain('There is no model called "poster"');
  });

  it('are replaced by an offered one in one step, which undo takes back', async () => {
    const { missing, editor, node } = await open('poster');
    const [lacking] = missing.list.value;
    const [offer] = lacking?.offers ?? [];
    if (lacking && offer) missing.take(lacking, offer);
    await settled();
    expect(editor.workflow.value.nodes[0]?.parameters).toEqual({ model: 'renamed' });
    expect(missing.list.value).toEqual([]);
    expect(editor.nodeStates.value.get(node)?.problem).toBeUndefined();
    editor.undo();
    await settled();
    expect(missing.list.value).toHaveLength(1);
    expect(editor.nodeStates.value.get(node)?.problem).toBeDefined();
  });

  it('are no problem of their nodes where a model of the name is here with other files', async () => {
    const [starter] = here;
    const { missing, editor } = await open('poster', starter ? [{ ...starter, name: 'poster' }] : []);
    expect(missing.list.value).toMatchObject([{ differing: ['unet/model.onnx'], offers: [] }]);
    expect(editor.nodeStates.value.size).toBe(0);
  });
});
