import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../defineNode.ts';
import { createRegistry } from '../registry.ts';
import { emptyWorkflow, type NeededModel, nodeSchema, type Workflow } from '../workflow/schema.ts';
import type { KnownModel } from './knownModel.ts';
import { missingModelProblem } from './missingModelProblem.ts';
import { missingModels } from './missingModels.ts';
import { modelsUsed } from './modelsUsed.ts';
import { rememberModels } from './rememberModels.ts';

const loader = defineNode({
  type: 'loader',
  version: 1,
  migrations: [],
  title: 'Loader',
  docs: 'For tests.',
  inputs: {},
  parameters: z.object({ model: z.string().default('starter') }),
  outputs: {},
  examples: [],
  usesModels: ({ model }) => [model],
  compute: () => ({}),
});
const registry = createRegistry({ model: [loader] });

function workflowOf(names: readonly (string | number)[], models: readonly NeededModel[] = []): Workflow {
  const nodes = names.map((model, i) => nodeSchema.parse({ id: `n${i}`, type: 'loader', parameters: { model } }));
  return { ...emptyWorkflow(), nodes, models: [...models] };
}

const model = (name: string, files: Record<string, string> = {}, more: Partial<KnownModel> = {}): KnownModel => ({
  name,
  kind: 'Stable Diffusion XL',
  usable: true,
  files,
  ...more,
});
const weights = { 'unet/model.onnx': 'aa', 'vae/model.onnx': 'bb' };
const need: NeededModel = { id: 'photo', kind: 'Stable Diffusion XL', files: weights };

describe('the models that a workflow names', () => {
  it('are those of its nodes, also of muted ones, with the nodes that load them', () => {
    const workflow = workflowOf(['photo', 'starter', 'photo']);
    const muted = { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, mode: 'mute' as const })) };
    for (const each of [workflow, muted]) {
      expect([...modelsUsed(each, registry)]).toEqual([
        ['photo', ['n0', 'n2']],
        ['starter', ['n1']],
      ]);
    }
  });

  it('are none where a parameter is no name', () => {
    expect(modelsUsed(workflowOf([7]), registry).size).toBe(0);
  });
});

describe('missing models', () => {
  const missing = (found: readonly KnownModel[], models = [need]) =>
    missingModels(workflowOf(['photo'], models), registry, found);

  it('are none where the model is there, with its files or with none that are known yet', () => {
    expect(missing([model('photo', weights)])).toEqual([]);
    expect(missing([model('photo', {})])).toEqual([]);
    expect(missing([model('photo', { 'unet/model.onnx': 'aa', 'readme.md': 'cc' })])).toEqual([]);
  });

  it('are offered first by a model with the same files, whatever they are called, then by those of the same kind', () => {
    const found = [
      model('alike'),
      model('renamed', { 'renamed.safetensors': 'aa', 'vae.safetensors': 'bb' }, { kind: 'some other' }),
      model('stranger', {}, { kind: 'FLUX' }),
    ];
    expect(missing(found)).toEqual([
      {
        name: 'photo',
        kind: 'Stable Diffusion XL',
        differing: null,
        nodes: ['n0'],
        offers: [
          { name: 'renamed', fit: 'same files' },
          { name: 'alike', fit: 'same kind' },
        ],
      },
    ]);
  });

  it('are not offered what cannot run, has only a part of the files, or is of no known kind', () => {
    expect(missing([model('broken', weights, { usable: false })])[0]?.offers).toEqual([]);
    expect(missing([model('half', { 'unet/model.onnx': 'aa' }, { kind: 'FLUX' })])[0]?.offers).toEqual([]);
    expect(missing([model('unknown', {}, { kind: undefined })])[0]?.offers).toEqual([]);
  });

  it('are offered all that can run where the workflow does not remember their kind', () => {
    const [absent] = missing([model('alike'), model('other', {}, { kind: 'FLUX' })], []);
    expect(absent?.offers.map(({ fit }) => fit)).toEqual(['unknown kind', 'unknown kind']);
    expect(absent && missingModelProblem(absent, 'n0').remedy).toMatch(
      /one of those that are here: "alike" and "other"/,
    );
  });

  it('include one of the same name with other files, whose place only one with the right files can take', () => {
    const changed = model('photo', { ...weights, 'unet/model.onnx': 'zz' });
    expect(missing([changed, model('alike')])).toMatchObject([{ differing: ['unet/model.onnx'], offers: [] }]);
    expect(missing([changed, model('copy', weights)])[0]?.offers).toEqual([{ name: 'copy', fit: 'same files' }]);
    expect(missing([model('photo', { 'photo.safetensors': 'zz' })])[0]?.differing).toEqual(Object.keys(weights));
  });

  it('say what is missing and what to do, at the node', () => {
    const [absent] = missing([model('alike'), model('other')]);
    expect(absent && missingModelProblem(absent, 'n0')).toEqual({
      code: 'unknown-model',
      message: 'There is no model called "photo" (Stable Diffusion XL) here.',
      remedy: 'Put it into the models folder of the workspace, or choose another of its kind: "alike" and "other".',
      place: { node: 'n0', port: 'model' },
    });
    const [renamed] = missing([model('copy', weights)]);
    expect(renamed && missingModelProblem(renamed, 'n0').remedy).toBe(
      '"copy" holds the same files. Choose it instead.',
    );
    const [changed] = missing([model('photo', { ...weights, 'unet/model.onnx': 'zz' })]);
    expect(changed && missingModelProblem(changed, 'n0').message).toBe(
      'The model "photo" here is not the one that this workflow was saved with: the file unet/model.onnx differs.',
    );
    const [alone] = missing([]);
    expect(alone && missingModelProblem(alone, 'n0').remedy).toBe(
      'Put it into the models folder of the workspace, or choose another model.',
    );
  });
});

describe('what a workflow remembers of its models', () => {
  const remember = (workflow: Workflow, found: readonly KnownModel[]) => rememberModels(workflow, registry, found);

  it('is their kind and the hashes that are known, of the models that its nodes name', () => {
    const workflow = workflowOf(['photo'], [{ id: 'gone', files: weights }]);
    expect(remember(workflow, [model('photo', weights), model('other')]).models).toEqual([need]);
  });

  it('stays while the model is not here, or while its large files were not hashed yet', () => {
    const workflow = workflowOf(['photo'], [need]);
    expect(remember(workflow, [])).toBe(workflow);
    expect(remember(workflow, [model('photo', {})])).toBe(workflow);
  });

  it('is forgotten once another file lies under the name', () => {
    const found = [model('photo', { 'unet/model.onnx': 'zz' })];
    expect(remember(workflowOf(['photo'], [need]), found).models[0]?.files).toEqual({ 'unet/model.onnx': 'zz' });
  });

  it('names a model of which nothing is known', () => {
    expect(remember(workflowOf(['photo']), []).models).toEqual([{ id: 'photo', files: {} }]);
  });
});
