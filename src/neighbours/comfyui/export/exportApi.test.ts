import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { comfyuiSamplerNames } from '../../../diffusion/comfyui/comfyuiSamplers.ts';
import { comfyuiSchedulers } from '../../../diffusion/comfyui/comfyuiSigmas.ts';
import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import type { Workflow, WorkflowNode } from '../../../graph/workflow/schema.ts';
import { fixtureText, imported } from '../../testing/neighbourFixtures.ts';
import { exportApi } from './exportApi.ts';

type Described = Record<string, { type: string; parameters?: Record<string, unknown>; mode?: WorkflowNode['mode'] }>;

const word = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
const strength = fc.double({ min: -2, max: 2, noNaN: true }).map((value) => value + 0);

const stage = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 48 }),
  steps: fc.integer({ min: 1, max: 60 }),
  cfg: fc.double({ min: 1, max: 20, noNaN: true }),
  sampler: fc.constantFrom(...comfyuiSamplerNames),
  scheduler: fc.constantFrom(...comfyuiSchedulers),
});

const whole = fc.record({
  range: fc.constant('all'),
  denoise: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
});
const part = fc.record({
  range: fc.constant('steps'),
  start_at: fc.integer({ min: 0, max: 30 }),
  end_at: fc.integer({ min: 1, max: 10_000 }),
  add_noise: fc.boolean(),
  leftover_noise: fc.boolean(),
});

/** Text to image in one stage or more, through LoRAs or none, with a blend of stages. */
const workflows = fc
  .record({
    model: word,
    texts: fc.tuple(fc.string(), fc.string()),
    loras: fc.array(fc.record({ lora: word, strength, text_strength: strength }), { maxLength: 3 }),
    size: fc.record({
      width: fc.integer({ min: 1, max: 512 }).map((side) => side * 8),
      height: fc.integer({ min: 1, max: 512 }).map((side) => side * 8),
      count: fc.integer({ min: 1, max: 64 }),
    }),
    stages: fc.array(fc.tuple(stage, fc.oneof(whole, part)), { minLength: 1, maxLength: 4 }),
    /** What is done to the prompts: joined, told a guidance, zeroed out. */
    prompts: fc.record({
      joined: fc.boolean(),
      zeroed: fc.boolean(),
      guidance: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    /** What the picture is brought to, if anything. */
    scale: fc.option(
      fc.record({
        method: fc.constantFrom('nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'),
        size: fc.constantFrom(
          { size: 'factor', factor: 1.5 },
          { size: 'exact', width: 640, height: 0, crop: true },
          { size: 'megapixels', megapixels: 16, multiple: 16 },
        ),
      }),
    ),
    blend: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
    filename: word,
  })
  .map(({ model, texts, loras, size, stages, prompts, scale, blend, filename }) => {
    const nodes: Described = { m: { type: 'load_model', parameters: { model } } };
    const links: string[] = [];
    let wires = 'm';
    for (const [index, { lora, ...parameters }] of loras.entries()) {
      nodes[`a${index}`] = { type: 'apply_lora', parameters };
      nodes[`l${index}`] = { type: 'load_lora', parameters: { lora } };
      links.push(
        `l${index}.lora a${index}.lora`,
        `${wires}.model a${index}.model`,
        `${wires}.text_encoder a${index}.text_encoder`,
      );
      wires = `a${index}`;
    }
    for (const [index, text] of texts.entries()) {
      nodes[`p${index}`] = { type: 'prompt', parameters: { text, syntax: 'comfyui' } };
      links.push(`${wires}.text_encoder p${index}.text_encoder`);
    }
    let positive = 'p0.conditioning';
    let negative = 'p1.conditioning';
    if (prompts.joined) {
      nodes.j = { type: 'join_prompts' };
      links.push(`${positive} j.first`, `${negative} j.second`);
      positive = 'j.conditioning';
    }
    if (prompts.guidance !== null) {
      nodes.g = { type: 'flux_guidance', parameters: { guidance: prompts.guidance } };
      links.push(`${positive} g.conditioning`);
      positive = 'g.conditioning';
    }
    if (prompts.zeroed) {
      nodes.z = { type: 'zero_prompt' };
      links.push(`${negative} z.conditioning`);
      negative = 'z.conditioning';
    }
    nodes.e = { type: 'empty_latents', parameters: size };
    links.push(`${wires}.model e.model`);
    let latents = 'e.latents';
    for (const [index, [common, own]] of stages.entries()) {
      nodes[`k${index}`] = { type: 'ksampler', parameters: { ...common, ...own } };
      links.push(
        `${wires}.model k${index}.model`,
        `${positive} k${index}.conditioning`,
        `${negative} k${index}.negative`,
      );
      links.push(`${latents} k${index}.latents`);
      latents = `k${index}.latents`;
    }
    if (blend !== null) {
      nodes.b = { type: 'lerp', parameters: { t: blend } };
      links.push('k0.latents b.a', `${latents} b.b`);
      latents = 'b.latents';
    }
    nodes.d = { type: 'decode' };
    nodes.s = { type: 'save_image', parameters: { filename } };
    links.push('m.vae d.vae', `${latents} d.latents`);
    if (scale === null) links.push('d.image s.image');
    else {
      nodes.x = { type: 'scale_image', parameters: { method: scale.method, ...scale.size } };
      links.push('d.image x.image', 'x.image s.image');
    }
    return workflowOf(nodes, links);
  });

/** What a workflow says: parameters with their defaults and wires, by the names that ids have after the way there and back. */
function said(workflow: Workflow, rename: (node: WorkflowNode) => string = ({ id }) => id) {
  const names = new Map(workflow.nodes.map((node) => [node.id, rename(node)]));
  const end = (text: string) => text.replace(/^[^.]+/, (id) => names.get(id) ?? id);
  return {
    nodes: Object.fromEntries(
      workflow.nodes.map((node) => [
        names.get(node.id),
        { type: node.type, parameters: nodeRegistry.get(node.type)?.parameters.parse(node.parameters) },
      ]),
    ),
    links: workflow.links.map(({ from, to }) => `${end(from)} ${end(to)}`).sort(),
  };
}

function afterReturn({ id, type }: WorkflowNode): string {
  return type === 'load_lora' ? `load_lora_for_apply_lora_${id.replace('l', 'a')}` : `${type}_${id}`;
}

describe('a workflow written for ComfyUI', () => {
  it('reads as the same nodes with the same numbers and wires', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { prompt, remarks } = exportApi(workflow, nodeRegistry);
        expect(remarks).toEqual([]);
        const back = imported(JSON.stringify(prompt));
        expect(said(back.workflow)).toEqual(said(workflow, afterReturn));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    { operation: 'add' },
    { operation: 'subtract' },
    { operation: 'multiply', factor: 1.5 },
    { operation: 'interpolate', factor: 0.25 },
  ])('keeps shifts, sizes from pictures, joined texts and latent math: %j', (math) => {
    const workflow = workflowOf(
      {
        m: { type: 'load_model', parameters: { model: 'sd3' } },
        f: { type: 'flow_shift', parameters: { shift: 5 } },
        i: { type: 'load_image', parameters: { path: 'a.png' } },
        s: { type: 'image_size' },
        t: { type: 'join_texts', parameters: { first: 'a', second: 'b', between: ', ' } },
        p: { type: 'prompt', parameters: { syntax: 'comfyui', text: '' } },
        e: { type: 'empty_latents', parameters: { width: 512, height: 512 } },
        k: { type: 'ksampler' },
        x: { type: 'latent_math', parameters: math },
        d: { type: 'decode' },
      },
      [
        ...['m.model f.model', 'm.text_encoder p.text_encoder', 't.text p.text', 'i.image s.image', 'm.vae d.vae'],
        ...['f.model e.model', 's.width e.width', 's.height e.height', 's.count e.count', 'f.model k.model'],
        ...['p.conditioning k.conditioning', 'p.conditioning k.negative', 'e.latents k.latents', 'k.latents x.first'],
        ...('factor' in math && math.operation === 'multiply' ? [] : ['e.latents x.second']),
        ...['m.vae x.vae', 'x.latents d.latents'],
      ],
    );
    const { prompt, remarks } = exportApi(workflow, nodeRegistry);
    expect(remarks.filter((remark) => !remark.includes('ModelSamplingSD3'))).toEqual([]);
    expect(said(imported(JSON.stringify(prompt)).workflow)).toEqual(said(workflow, afterReturn));
  });

  it('keeps texts in which something is replaced, and pictures of one color and their negatives', () => {
    const workflow = workflowOf(
      {
        t: { type: 'text', parameters: { text: 'a fox' } },
        r: { type: 'replace_text', parameters: { text: 'a portrait of X', find: 'X' } },
        s: { type: 'solid_image', parameters: { width: 8, height: 16, count: 2, red: 0.2, green: 1, blue: 0 } },
        i: { type: 'invert_image' },
        p: { type: 'preview_image' },
      },
      ['t.text r.replacement', 's.image i.image', 'i.image p.image'],
    );
    const { prompt, remarks } = exportApi(workflow, nodeRegistry);
    expect(remarks).toEqual([]);
    expect(prompt.s?.inputs.color).toBe(0x33ff00);
    expect(said(imported(JSON.stringify(prompt)).workflow)).toEqual(said(workflow, afterReturn));
  });

  it('leaves out a picture whose color is not made of bytes', () => {
    const workflow = workflowOf({ s: { type: 'solid_image', parameters: { brightness: 0.5 } } });
    expect(exportApi(workflow, nodeRegistry).remarks).toEqual([expect.stringContaining('none of 256 levels')]);
  });

  it('keeps switches, what turns them, and formulas', () => {
    const workflow = workflowOf(
      {
        t: { type: 'toggle', parameters: { is_on: true } },
        i: { type: 'load_image', parameters: { path: 'a.png' } },
        z: { type: 'image_size' },
        f: { type: 'formula', parameters: { formula: 'a // 2 + b' } },
        s: { type: 'switch', parameters: { is_on: false } },
        o: { type: 'switch', parameters: { is_on: true } },
      },
      [
        ...['i.image z.image', 'z.width f.a', 'z.height f.b', 'z.width s.off', 'f.whole s.on', 't.number s.which'],
        's.value o.on',
      ],
    );
    const { prompt, remarks } = exportApi(workflow, nodeRegistry);
    expect(remarks).toEqual([]);
    expect(said(imported(JSON.stringify(prompt)).workflow)).toEqual(said(workflow, afterReturn));
  });

  it('keeps numbers where nobody can type one', () => {
    const workflow = workflowOf(
      {
        whole: { type: 'number', parameters: { value: 20 } },
        half: { type: 'number', parameters: { value: 0.5 } },
        f: { type: 'formula', parameters: { formula: 'a * b' } },
        s: { type: 'switch', parameters: { is_on: false } },
        v: { type: 'show_value' },
      },
      ['whole.number f.a', 'half.number f.b', 'whole.number s.off', 'f.number s.on', 'half.number v.value'],
    );
    const { prompt } = exportApi(workflow, nodeRegistry);
    expect(prompt.whole).toMatchObject({ class_type: 'PrimitiveInt', inputs: { value: 20 } });
    expect(prompt.half).toMatchObject({ class_type: 'PrimitiveFloat', inputs: { value: 0.5 } });
    expect(said(imported(JSON.stringify(prompt)).workflow)).toEqual(said(workflow, afterReturn));
  });

  it('turns switches by booleans, and says where a number cannot be one', () => {
    const turnedBy = (type: string, output: string, parameters = {}) =>
      exportApi(workflowOf({ n: { type, parameters }, s: { type: 'switch' } }, [`n.${output} s.which`]), nodeRegistry);
    const typed = turnedBy('number', 'number', { value: 3 });
    expect(typed.prompt.s?.inputs).toEqual({ switch: true });
    expect(typed.remarks).toEqual([]);
    expect(turnedBy('formula', 'is_true', { formula: '1' }).remarks).toEqual([]);
    expect(turnedBy('formula', 'number', { formula: '1' }).remarks).toEqual([
      '"Switch": "which" takes booleans only there: put a Formula before it, and wire its "is true".',
    ]);
  });

  it('keeps the last layer of CLIP, sizes by their shape, batches of pictures, comparisons and values that are shown', () => {
    const workflow = workflowOf(
      {
        m: { type: 'load_model', parameters: { model: 'sd15' } },
        l: { type: 'last_clip_layer', parameters: { layer: -2 } },
        z: { type: 'picture_size', parameters: { ratio: '9:16', megapixels: 0.5, multiple: 16 } },
        v: { type: 'show_value' },
        p: { type: 'prompt', parameters: { syntax: 'comfyui', text: '' } },
        i: { type: 'load_image', parameters: { path: 'a.png' } },
        j: { type: 'load_image', parameters: { path: 'b.png' } },
        c: { type: 'compare_images', parameters: { sizes: 'scaled' } },
        a: { type: 'join_images' },
        n: { type: 'pick_images', parameters: { skip: 1, count: 2 } },
      },
      [
        ...['m.text_encoder l.text_encoder', 'l.text_encoder p.text_encoder', 'z.width v.value', 'v.text p.text'],
        ...['i.image a.images.1', 'j.image a.images.2', 'a.image n.image', 'n.image c.a', 'j.image c.b'],
      ],
    );
    const { prompt, remarks } = exportApi(workflow, nodeRegistry);
    expect(remarks).toEqual([]);
    expect(said(imported(JSON.stringify(prompt)).workflow)).toEqual(said(workflow, afterReturn));
  });

  it('has, read from ComfyUI and written again, what it had', () => {
    const file = JSON.parse(fixtureText('api.json').replaceAll('NaN', 'null'));
    const { prompt } = exportApi(imported(fixtureText('api.json')).workflow, nodeRegistry);
    const sampler = prompt.ksampler_3?.inputs;
    expect(sampler).toEqual({
      ...file['3'].inputs,
      noise_seed: Number(18446744073709551557n & 0xffffffffn),
      model: ['apply_lora_10', 0],
      positive: ['prompt_6', 0],
      negative: ['prompt_7', 0],
      latent_image: ['empty_latents_5', 0],
    });
    expect(prompt.apply_lora_10).toMatchObject({ class_type: 'LoraLoader', inputs: { lora_name: 'ink.safetensors' } });
  });

  it('goes past bypassed nodes and reroutes, and leaves out what is muted', () => {
    const workflow = workflowOf(
      {
        a: { type: 'load_image', parameters: { path: 'a.png' } },
        r: { type: 'reroute' },
        p: { type: 'preview_image', mode: 'bypass' },
        s: { type: 'save_image' },
        m: { type: 'preview_image', mode: 'mute' },
      },
      ['a.image r.value', 'r.value p.image', 'p.image s.image', 'a.image m.image'],
    );
    const { prompt } = exportApi(workflow, nodeRegistry);
    expect(Object.keys(prompt)).toEqual(['a', 's']);
    expect(prompt.s?.inputs.images).toEqual(['a', 0]);
  });

  it('opens separate files by a loader for each part', () => {
    const parameters = { model: 'flux1-dev', vae: 'ae', text_encoder: 'clip_l', text_encoder_2: 't5xxl' };
    const workflow = workflowOf(
      { f: { type: 'load_model_parts', parameters }, p: { type: 'prompt' }, d: { type: 'decode' } },
      ['f.text_encoder p.text_encoder', 'f.vae d.vae'],
    );
    const { prompt } = exportApi(workflow, nodeRegistry);
    expect(Object.values(prompt).map((node) => node.class_type)).toEqual([
      'VAELoader',
      'DualCLIPLoader',
      'CLIPTextEncode',
      'VAEDecode',
    ]);
    expect(prompt.d?.inputs.vae).toEqual(['f_VAELoader', 0]);
  });

  it('has nodes of any ids', () => {
    const ids = ['constructor', 'toString'];
    const nodes = Object.fromEntries(ids.map((id) => [id, { type: 'text', parameters: { text: id } }]));
    const { prompt } = exportApi(workflowOf(nodes), nodeRegistry);
    expect(Object.values(prompt).map(({ inputs }) => inputs.value)).toEqual(ids);
  });

  it('has numbers at the inputs that they are wired to, which are of two kinds there', () => {
    const workflow = workflowOf(
      {
        n: { type: 'number', parameters: { value: 7 } },
        k: { type: 'ksampler' },
        p: { type: 'prompt' },
      },
      ['n.number k.cfg', 'n.number k.steps', 'p.conditioning k.negative'],
    );
    const { prompt } = exportApi(workflow, nodeRegistry);
    expect(Object.keys(prompt)).toEqual(['k', 'p']);
    expect(prompt.k?.inputs).toMatchObject({ cfg: 7, steps: 7 });
  });

  it('says what is missing, and what is not the same there', () => {
    const { remarks } = exportApi(
      workflowOf({ d: { type: 'decode' }, s: { type: 'save_image', parameters: { format: 'jpeg' } } }, [
        'd.image s.image',
      ]),
      nodeRegistry,
    );
    expect(remarks).toEqual([
      '"Decode" has nothing at "samples", which ComfyUI needs.',
      '"Decode" has nothing at "vae", which ComfyUI needs.',
      '"Save image": pictures are saved as PNG there.',
    ]);
  });

  it.each(['add', 'subtract', 'multiply', 'interpolate'])(
    'says of %s without a VAE that its numbers may differ',
    (operation) => {
      const nodes = { e: { type: 'empty_latents' }, x: { type: 'latent_math', parameters: { operation } } };
      const points = ['e.latents x.first', ...(operation === 'multiply' ? [] : ['e.latents x.second'])];
      const said = (...links: string[]) =>
        exportApi(
          workflowOf({ ...nodes, m: { type: 'load_model' } }, [...points, ...links]),
          nodeRegistry,
        ).remarks.filter((remark) => remark.includes('before the scaling of the VAE there'));
      expect(said()).toHaveLength(1);
      expect(said('m.vae x.vae')).toEqual([]);
    },
  );

  it('says that the guidance FLUX is told is not written', () => {
    const nodes = { k: { type: 'ksampler', parameters: { told_guidance: 2 } }, p: { type: 'prompt' } };
    const { remarks } = exportApi(workflowOf(nodes, ['p.conditioning k.negative']), nodeRegistry);
    expect(remarks[0]).toContain('its told guidance, 2, is not written');
  });

  it.each([
    [{ type: 'slerp' }, 'ComfyUI has no equal of it'],
    [
      { type: 'prompt', parameters: { text: '((a))', syntax: 'a1111' } },
      'its brackets do not mean there what they mean here',
    ],
    [{ type: 'empty_latents' }, 'its size is that of the model: set width and height'],
    [{ type: 'encode', parameters: { mode: 'sample' } }, 'it draws a sample'],
    [{ type: 'ksampler', parameters: { program: 'a1111' } }, 'it follows the numbers of A1111'],
    [
      { type: 'scale_image', parameters: { size: 'megapixels', megapixels: 16.5 } },
      'ComfyUI takes 16 megapixels at most: set width and height',
    ],
    [{ type: 'ksampler', parameters: { steps: 0 } }, 'its parameters are not valid'],
  ])('says why %j is left out', (node, because) => {
    const { prompt, remarks } = exportApi(workflowOf({ n: node as Described[string] }), nodeRegistry);
    expect(prompt).toEqual({});
    expect(remarks).toEqual([expect.stringContaining(`is left out, because ${because}.`)]);
  });
});
