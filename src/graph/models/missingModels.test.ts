import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../defineNode.ts';
import { replaceModel } from '../edit/replaceModel.ts';
import { createRegistry } from '../registry.ts';
import { emptyWorkflow, type NeededModel, nodeSchema, type Workflow } from '../workflow/schema.ts';
import type { KnownModel } from './knownModel.ts';
import { missingModelProblem } from './missingModelProblem.ts';
import { missingModels } from './missingModels.ts';
import { modelsUsed } from './modelsUsed.ts';
import { rememberModels } from './rememberModels.ts';

const shared = { version: 1, migrations: [], docs: 'For tests.', inputs: {}, outputs: {}, examples: [] } as const;

const loader = defineNode({
  ...shared,
  type: 'loader',
  title: 'Loader',
  parameters: z.object({ model: z.string().default('starter').meta({ control: 'model' }) }),
  compute: () => ({}),
});
const parts = defineNode({
  ...shared,
  type: 'parts',
  title: 'Parts',
  parameters: z.object({
    model: z.string().default('starter').meta({ control: 'denoiser' }),
    vae: z.string().default('').meta({ control: 'vae' }),
  }),
  compute: () => ({}),
});
const lora = defineNode({
  ...shared,
  type: 'lora',
  title: 'LoRA',
  parameters: z.object({ lora: z.string().default('').meta({ control: 'lora' }) }),
  compute: () => ({}),
});
const prompt = defineNode({
  ...shared,
  type: 'prompt',
  title: 'Prompt',
  parameters: z.object({
    text: z.string().default('').meta({ control: 'multiline', isPrompt: true }),
    texts: z.enum(['one', 'each']).default('one'),
    second: z
      .string()
      .default('')
      .meta({ control: 'multiline', isPrompt: true, shownWhen: { texts: 'each' } }),
  }),
  compute: () => ({}),
});
const registry = createRegistry({ model: [loader, parts, lora, prompt] });

function workflowWith(type: string, parameters: Record<string, string>, models: readonly NeededModel[] = []): Workflow {
  return { ...emptyWorkflow(), nodes: [nodeSchema.parse({ id: 'n', type, parameters })], models: [...models] };
}

const namedIn = (workflow: Workflow) => modelsUsed(workflow, registry).map(({ role, name }) => `${role} ${name}`);

function workflowOf(names: readonly (string | number)[], models: readonly NeededModel[] = []): Workflow {
  const nodes = names.map((model, i) => nodeSchema.parse({ id: `n${i}`, type: 'loader', parameters: { model } }));
  return { ...emptyWorkflow(), nodes, models: [...models] };
}

const model = (name: string, files: Record<string, string> = {}, more: Partial<KnownModel> = {}): KnownModel => ({
  role: 'model',
  name,
  kind: 'Stable Diffusion XL',
  usable: true,
  files,
  ...more,
});
const place = { node: 'n0', parameter: 'model' };
const weights = { 'unet/model.onnx': 'aa', 'vae/model.onnx': 'bb' };
const need: NeededModel = { id: 'photo', kind: 'Stable Diffusion XL', files: weights };

describe('the models that a workflow names', () => {
  it('are those of its nodes, also of muted ones, with the nodes that load them', () => {
    const workflow = workflowOf(['photo', 'starter', 'photo']);
    const muted = { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, mode: 'mute' as const })) };
    for (const each of [workflow, muted]) {
      expect(modelsUsed(each, registry)).toEqual([
        {
          role: 'model',
          name: 'photo',
          places: [
            { node: 'n0', parameter: 'model' },
            { node: 'n2', parameter: 'model' },
          ],
        },
        { role: 'model', name: 'starter', places: [{ node: 'n1', parameter: 'model' }] },
      ]);
    }
  });

  it('are none where a parameter is no name', () => {
    expect(modelsUsed(workflowOf([7]), registry)).toEqual([]);
  });

  it('are parts, LoRAs and the embeddings in prompts too, but not what is left empty', () => {
    expect(namedIn(workflowWith('parts', { model: 'flux', vae: 'ae' }))).toEqual(['denoiser flux', 'vae ae']);
    expect(namedIn(workflowWith('parts', {}))).toEqual(['denoiser starter']);
    expect(namedIn(workflowWith('lora', { lora: 'ink' }))).toEqual(['lora ink']);
    expect(namedIn(workflowWith('lora', {}))).toEqual([]);
    const text = 'a house, (embedding:ink:1.2), embedding:styles/rain, embedding:ink';
    expect(namedIn(workflowWith('prompt', { text }))).toEqual(['embedding ink', 'embedding styles/rain']);
  });

  it('are not those of a text that has no effect: a hidden one, or one that a wire replaces', () => {
    const hidden = workflowWith('prompt', { second: 'embedding:ink' });
    expect(namedIn(hidden)).toEqual([]);
    expect(namedIn(workflowWith('prompt', { texts: 'each', second: 'embedding:ink' }))).toEqual(['embedding ink']);
    const wired = workflowWith('prompt', { text: 'embedding:ink' });
    expect(namedIn({ ...wired, links: [{ from: 'other.text', to: 'n.text' }] })).toEqual([]);
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
        role: 'model',
        places: [{ node: 'n0', parameter: 'model' }],
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
    expect(absent && missingModelProblem(absent, place).remedy).toMatch(
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
    expect(absent && missingModelProblem(absent, place)).toEqual({
      code: 'unknown-model',
      message: 'There is no model called "photo" (Stable Diffusion XL) here.',
      remedy: 'Put it into the models folder of the workspace, or choose another of its kind: "alike" and "other".',
      place: { node: 'n0', port: 'model' },
    });
    const [renamed] = missing([model('copy', weights)]);
    expect(renamed && missingModelProblem(renamed, place).remedy).toBe(
      '"copy" holds the same files. Choose it instead.',
    );
    const [changed] = missing([model('photo', { ...weights, 'unet/model.onnx': 'zz' })]);
    expect(changed && missingModelProblem(changed, place).message).toBe(
      'The model "photo" here is not the one that this workflow was saved with: the file unet/model.onnx differs.',
    );
    const [alone] = missing([]);
    expect(alone && missingModelProblem(alone, place).remedy).toBe(
      'Put it into the models folder of the workspace, or choose another model.',
    );
  });
});

describe('missing parts, LoRAs and embeddings', () => {
  const missing = (workflow: Workflow, found: readonly KnownModel[]) => missingModels(workflow, registry, found);
  const file = (role: KnownModel['role'], name: string, hash: string, kind?: string): KnownModel => ({
    role,
    name,
    kind,
    usable: true,
    files: { [`${name}.safetensors`]: hash },
  });
  const said = (workflow: Workflow, found: readonly KnownModel[]) =>
    missing(workflow, found).map((each) => missingModelProblem(each, { node: 'n', parameter: 'x' }));

  it('are named with where to put them', () => {
    expect(said(workflowWith('lora', { lora: 'ink' }), [])).toMatchObject([
      {
        code: 'unknown-lora',
        message: 'There is no LoRA called "ink" here.',
        remedy: 'Put its file into the folder "loras" of the workspace, or choose another LoRA.',
      },
    ]);
    expect(said(workflowWith('prompt', { text: 'embedding:ink' }), [])).toMatchObject([
      { code: 'unknown-embedding', message: 'There is no embedding called "ink" here.' },
    ]);
    expect(said(workflowWith('parts', { vae: 'ae' }), [file('denoiser', 'starter', 'aa')])).toMatchObject([
      { message: 'There is no VAE called "ae" here.', remedy: expect.stringContaining('models/vae of the workspace') },
    ]);
  });

  it('are found in their own role: a LoRA is no embedding, but a model lends its VAE', () => {
    const found = [file('lora', 'ink', 'aa'), file('model', 'starter', 'bb')];
    expect(missing(workflowWith('prompt', { text: 'embedding:ink' }), found)).toHaveLength(1);
    expect(missing(workflowWith('lora', { lora: 'ink' }), found)).toEqual([]);
    expect(missing(workflowWith('parts', { vae: 'starter' }), found)).toEqual([]);
  });

  it('are found as the engine finds them: with the ending of the file, embeddings in any case', () => {
    const found = [file('lora', 'ink', 'aa'), file('embedding', 'Ink', 'bb')];
    expect(missing(workflowWith('lora', { lora: 'ink.safetensors' }), found)).toEqual([]);
    expect(missing(workflowWith('lora', { lora: 'INK' }), found)).toHaveLength(1);
    expect(missing(workflowWith('prompt', { text: 'embedding:ink' }), found)).toEqual([]);
  });

  it('are offered the same file first, then files of similar names, but not every LoRA there is', () => {
    const need: NeededModel = { id: 'ink', role: 'lora', files: { 'ink.safetensors': 'aa' } };
    const found = ['Ink_v2', 'water', 'styles/ink', 'copy'].map((name) =>
      file('lora', name, name === 'copy' ? 'aa' : 'zz'),
    );
    expect(missing(workflowWith('lora', { lora: 'ink' }, [need]), found)[0]?.offers).toEqual([
      { name: 'copy', fit: 'same files' },
      { name: 'styles/ink', fit: 'similar name' },
    ]);
    expect(missing(workflowWith('lora', { lora: 'ink-v2' }), found)[0]?.offers).toEqual([
      { name: 'Ink_v2', fit: 'similar name' },
    ]);
  });

  it('are offered parts of the same kind', () => {
    const need: NeededModel = { id: 'ae', role: 'vae', kind: 'VAE, 16 channels', files: { 'ae.safetensors': 'aa' } };
    const found = [
      file('denoiser', 'starter', 'bb'),
      file('vae', 'other', 'cc', 'VAE, 16 channels'),
      file('vae', 'sdxl', 'dd', 'VAE, 4 channels'),
    ];
    expect(missing(workflowWith('parts', { vae: 'ae' }, [need]), found)[0]?.offers).toEqual([
      { name: 'other', fit: 'same kind' },
    ]);
  });

  it('are replaced where they are named, in prompts only as embeddings', () => {
    const workflow = workflowWith('prompt', { text: 'ink, (embedding:ink:1.2) embedding:inks' });
    const [lacking] = missing(workflow, []);
    const replaced = lacking && replaceModel(workflow, registry, lacking, 'rain');
    expect(replaced?.nodes[0]?.parameters.text).toBe('ink, (embedding:rain:1.2) embedding:inks');
  });

  it('are remembered with their role and hashes', () => {
    const found = [file('lora', 'ink', 'aa'), file('embedding', 'ink', 'bb')];
    expect(rememberModels(workflowWith('prompt', { text: 'embedding:ink' }), registry, found).models).toEqual([
      { id: 'ink', role: 'embedding', files: { 'ink.safetensors': 'bb' } },
    ]);
    expect(rememberModels(workflowWith('lora', { lora: 'ink' }), registry, found).models).toEqual([
      { id: 'ink', role: 'lora', files: { 'ink.safetensors': 'aa' } },
    ]);
  });

  it('are remembered only as far as a file may hold them', () => {
    const names = Array.from({ length: 150 }, (_, index) => `embedding:e${index}`);
    const { models } = rememberModels(workflowWith('prompt', { text: names.join(' ') }), registry, []);
    expect(models).toHaveLength(100);
    expect(
      rememberModels(workflowWith('prompt', { text: `embedding:${'x'.repeat(400)}` }), registry, []).models,
    ).toEqual([]);
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
