import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { checkBlocks } from '../../graph/blocks/checkBlocks.ts';
import { levelOf } from '../../graph/blocks/level.ts';
import { validate } from '../../graph/validate.ts';
import { readAnyWorkflow } from '../readAnyWorkflow.ts';
import { sentencesOf, summaryOf } from '../report.ts';
import { fixtureText, imported, nodeCalled, wiresOf } from '../testing/neighbourFixtures.ts';

const classic = () => imported(fixtureText('classic.json'));
const api = () => imported(fixtureText('api.json'));
const subgraphs = () => imported(fixtureText('subgraphs.json'));

describe('a workflow of version 0.4', () => {
  it('becomes nodes of ours with the same numbers', () => {
    const found = classic();
    expect(nodeCalled(found, 'ksampler_3').parameters).toEqual({
      seed: 156680208700286,
      steps: 30,
      cfg: 6.5,
      sampler: 'dpmpp_2m',
      scheduler: 'karras',
      denoise: 1,
    });
    expect(nodeCalled(found, 'load_model_4').parameters).toEqual({ model: 'sd/v1-5-pruned-emaonly' });
    expect(nodeCalled(found, 'prompt_6')).toMatchObject({
      title: 'Positive',
      parameters: { text: 'a (red:1.2) house', syntax: 'comfyui' },
    });
    expect(nodeCalled(found, 'empty_latents_5').parameters).toEqual({ width: 512, height: 768, count: 2 });
    expect(nodeCalled(found, 'note_12').parameters).toEqual({ text: '# Try\nother seeds' });
    expect(nodeCalled(found, 'save_image_9').parameters).toEqual({ filename: 'ComfyUI' });
  });

  it('keeps every wire, and gives empty latents the model of their KSampler', () => {
    const found = classic();
    expect(found.report.wires).toBe(11);
    expect(wiresOf(found)).toContain('empty_latents_5.latents -> reroute_10.value');
    expect(wiresOf(found)).toContain('reroute_10.value -> ksampler_3.latents');
    expect(wiresOf(found).at(-1)).toBe('load_model_4.model -> empty_latents_5.model');
  });

  it('keeps places, groups and modes', () => {
    const found = classic();
    expect(nodeCalled(found, 'decode_8').position).toEqual([1200, 0]);
    expect(nodeCalled(found, 'preview_image_13').mode).toBe('mute');
    expect(found.workflow.groups).toEqual([
      { id: 'group_1', title: 'Prompts', position: [390, -40], size: [320, 420], color: '#3f789e' },
    ]);
  });

  it('keeps a node without an equal as it stands in the file, with its ports and its mode', () => {
    const found = classic();
    const file = JSON.parse(fixtureText('classic.json'));
    const node = nodeCalled(found, 'UpscaleByMagic_11');
    expect(node).toMatchObject({ type: 'comfyui/UpscaleByMagic', mode: 'bypass', position: [1200, 200] });
    expect(node.comfyui).toEqual({ node: file.nodes.find((each: { id: number }) => each.id === 11) });
    expect(wiresOf(found)).toContain('decode_8.image -> UpscaleByMagic_11.image');
    expect(wiresOf(found)).toContain('UpscaleByMagic_11.IMAGE -> save_image_9.image');
  });

  it('opens as a file of ours does, and has nothing to complain about: the bypassed placeholder passes on its picture', () => {
    const { workflow, summary, warnings } = readAnyWorkflow(fixtureText('classic.json'), nodeRegistry);
    expect(validate(workflow, nodeRegistry).map(({ code }) => code)).toEqual([]);
    expect(summary).toBe(
      'ComfyUI workflow of version 0.4: 10 of 11 nodes understood, 11 wires kept. 1 is a placeholder that keeps what the file says.',
    );
    expect(warnings[0]).toContain('kept as placeholders: UpscaleByMagic.');
    expect(warnings[1]).toBe('Pictures are saved as "ComfyUI" instead of "tests/ComfyUI", without folders and dates.');
  });
});

describe('a workflow in API format', () => {
  it('becomes nodes of ours; a LoRA stands beside the node that applies it', () => {
    const found = api();
    expect(nodeCalled(found, 'apply_lora_10').parameters).toEqual({ strength: 0.7, text_strength: 0.5 });
    expect(nodeCalled(found, 'load_lora_for_apply_lora_10').parameters).toEqual({ lora: 'ink' });
    expect(wiresOf(found)).toContain('load_lora_for_apply_lora_10.lora -> apply_lora_10.lora');
    expect(nodeCalled(found, 'ksampler_3').parameters).toMatchObject({
      sampler: 'euler_ancestral',
      scheduler: 'sgm_uniform',
      range: 'steps',
      start_at: 2,
      end_at: 9,
      add_noise: true,
      leftover_noise: true,
    });
  });

  it('has of a seed beyond the numbers here the 32 bits that torch looks at', () => {
    expect(nodeCalled(api(), 'ksampler_3').parameters.seed).toBe(Number(18446744073709551557n & 0xffffffffn));
  });

  it('takes a seed from a wire, beside which the file has no value', () => {
    const found = imported(
      JSON.stringify({
        1: { class_type: 'PrimitiveInt', inputs: { value: 7 } },
        2: { class_type: 'KSampler', inputs: { seed: ['1', 0], steps: 4 } },
      }),
    );
    expect(wiresOf(found)).toEqual(['number_1.number -> ksampler_2.seed']);
  });

  it('reads NaN as null, and says so', () => {
    const found = api();
    expect(nodeCalled(found, 'Measure_12').comfyui).toMatchObject({
      node: { inputs: { limit: null, points: [1, 2] } },
    });
    expect(sentencesOf(found.report)).toContain('The file has 2 NaN or Infinity, which are kept as null.');
  });

  it('stands in columns in the order of its wires', () => {
    const found = api();
    const column = (id: string) => nodeCalled(found, id).position[0];
    expect(column('load_model_4')).toBeLessThan(column('apply_lora_10'));
    expect(column('prompt_6')).toBeLessThan(column('ksampler_3'));
    expect(column('ksampler_3')).toBeLessThan(column('decode_8'));
  });

  it('counts, too, with "prompt" around it', () => {
    const wrapped = JSON.stringify({
      client_id: 'x',
      prompt: { 1: { class_type: 'LoadImage', inputs: { image: 'a.png' } } },
    });
    expect(nodeCalled(imported(wrapped), 'load_image_1').parameters).toEqual({ path: 'a.png' });
  });
});

describe('nodes that scale pictures', () => {
  const opened = (class_type: string, inputs: object) =>
    imported(JSON.stringify({ 1: { class_type, inputs: { upscale_method: 'lanczos', ...inputs } } }));

  it.each([
    ['ImageScaleBy', { scale_by: 0.5 }, { size: 'factor', factor: 0.5 }],
    ['ImageScale', { width: 832, height: 480, crop: 'center' }, { size: 'exact', width: 832, height: 480, crop: true }],
    [
      'ImageScaleToTotalPixels',
      { megapixels: 1, resolution_steps: 16 },
      { size: 'megapixels', megapixels: 1, multiple: 16 },
    ],
  ])('%s %j: %j', (type, inputs, parameters) => {
    expect(nodeCalled(opened(type, inputs), 'scale_image_1').parameters).toEqual({ ...parameters, method: 'lanczos' });
  });

  it.each([0, 8])('to 0 x %d: to 0 x 0 the picture is passed on as it is, whatever the method', (height) => {
    const { parameters } = nodeCalled(opened('ImageScale', { width: 0, height, crop: 'center' }), 'scale_image_1');
    const asItIs = { size: 'factor', factor: 1, method: 'nearest-exact' };
    const exact = { size: 'exact', width: 0, height, crop: true, method: 'lanczos' };
    expect(parameters).toEqual(height === 0 ? asItIs : exact);
  });

  it('in a way that is not here stay placeholders', () => {
    const { remarks } = opened('ImageScaleBy', { upscale_method: 'bislerp', scale_by: 2 }).report;
    expect(remarks[0]).toContain('because its method "bislerp" is not here');
  });
});

describe('subgraphs', () => {
  it('are taken apart, and wires go through their frames', () => {
    const found = subgraphs();
    expect(found.report).toMatchObject({ nodes: 8, understood: 8, wires: 10 });
    expect(wiresOf(found)).toContain('text_1.text -> prompt_2_2.text');
    expect(wiresOf(found)).toContain('load_model_2_1.model -> ksampler_2_5_3.model');
    expect(wiresOf(found)).toContain('decode_2_6.image -> preview_image_3.image');
  });

  it('give the values that are shown outside to the widgets inside, also from two frames up', () => {
    expect(nodeCalled(subgraphs(), 'ksampler_2_5_3').parameters).toMatchObject({ seed: 42, steps: 12, cfg: 7 });
  });

  it('become blocks of their names, in each other as in the file, with ports for the wires through their frames', () => {
    const { workflow } = subgraphs();
    expect(workflow.blocks?.map(({ id, title, block }) => [id, title, block])).toEqual([
      ['block_2', 'Painter', undefined],
      ['block_2_5', 'Sample', 'block_2'],
    ]);
    expect(nodeCalled(subgraphs(), 'ksampler_2_5_3').block).toBe('block_2_5');
    expect(nodeCalled(subgraphs(), 'text_1').block).toBeUndefined();
    expect(
      wiresOf({ ...subgraphs(), workflow: levelOf(workflow, nodeRegistry, { open: null }).workflow }).sort(),
    ).toEqual(['block_2.image -> preview_image_3.image', 'text_1.text -> block_2.text']);
  });

  it('show the widgets that they showed there, but for those that a wire feeds, also through two frames', () => {
    const { workflow } = subgraphs();
    const shown = workflow.blocks?.map(({ id, parameters }) => [id, parameters]);
    expect(shown).toEqual([
      ['block_2', [{ name: 'seed', target: 'ksampler_2_5_3.seed' }]],
      ['block_2_5', [{ name: 'steps', target: 'ksampler_2_5_3.steps' }]],
    ]);
  });

  it('show the widgets that a list names, by our names for them, and those of placeholders not', () => {
    const sheet = JSON.parse(fixtureText('subgraphs.json'));
    const [inner] = sheet.definitions.subgraphs;
    inner.nodes.push({ id: 9, type: 'Unheard', inputs: [], outputs: [], widgets_values: [1] });
    const [, painter] = sheet.definitions.subgraphs;
    const instance = painter.nodes.find(({ id }: { id: number }) => id === 5);
    const proxies = [
      ['3', 'sampler_name'],
      ['3', 'steps'],
      ['3', 'steps'],
      ['9', 'value'],
      ['77', 'seed'],
    ];
    Object.assign(instance, { properties: { proxyWidgets: proxies }, widgets_values: ['heun', 9, 9, 1, 1] });
    const { workflow } = imported(JSON.stringify(sheet));
    expect(workflow.blocks?.find(({ id }) => id === 'block_2_5')?.parameters).toEqual([
      { name: 'sampler_name', target: 'ksampler_2_5_3.sampler' },
      { name: 'steps', target: 'ksampler_2_5_3.steps' },
    ]);
    expect(() => checkBlocks(workflow)).not.toThrow();
  });

  it('keep the colour of the node that shows them', () => {
    const sheet = JSON.parse(fixtureText('subgraphs.json'));
    for (const node of sheet.nodes) node.bgcolor = '#3f789e';
    expect(imported(JSON.stringify(sheet)).workflow.blocks?.[0]?.color).toBe('#3f789e');
  });

  it('that lie deeper than blocks may are framed by groups', () => {
    const level = (depth: number) => ({
      id: `level ${depth}`,
      name: `Level ${depth}`,
      nodes: [{ id: 1, type: depth < 12 ? `level ${depth + 1}` : 'Note' }],
      links: [],
    });
    const subgraphs = Array.from({ length: 13 }, (_, depth) => level(depth));
    const file = { nodes: [{ id: 1, type: 'level 0' }], links: [], definitions: { subgraphs } };
    const { workflow } = imported(JSON.stringify(file));
    expect(workflow.blocks).toHaveLength(10);
    expect(workflow.groups.map(({ title }) => title)).toEqual(['Level 10', 'Level 11', 'Level 12']);
    expect(() => checkBlocks(workflow)).not.toThrow();
  });

  it('that contain themselves are refused', () => {
    const node = { id: 1, type: 'loop', inputs: [], outputs: [] };
    const file = { nodes: [node], links: [], definitions: { subgraphs: [{ id: 'loop', nodes: [node], links: [] }] } };
    expect(() => imported(JSON.stringify(file))).toThrow('nested more than 20 deep');
  });

  it('that multiply are refused before they fill the memory', () => {
    const instances = (type: string) => Array.from({ length: 20 }, (_, id) => ({ id, type }));
    const level = (depth: number) => ({ id: `level ${depth}`, nodes: instances(`level ${depth + 1}`), links: [] });
    const file = { nodes: instances('level 0'), links: [], definitions: { subgraphs: [0, 1, 2, 3, 4].map(level) } };
    expect(() => imported(JSON.stringify(file))).toThrow('more than 5,000 nodes');
  });
});

describe('what has no equal here', () => {
  const one = (node: object, others: readonly object[] = [], links: readonly unknown[] = []) =>
    imported(JSON.stringify({ nodes: [{ id: 1, ...node }, ...others], links }));

  it('a sampler keeps its name, so that the node refuses to run instead of taking another', () => {
    const { workflow } = one({ type: 'KSampler', widgets_values: [5, 'fixed', 20, 8, 'res_multistep', 'simple', 1] });
    expect(workflow.nodes[0]?.parameters).toMatchObject({ sampler: 'res_multistep', seed: 5 });
    expect(validate(workflow, nodeRegistry).map(({ code }) => code)).toContain('invalid-parameter');
  });

  it('a node whose mask is used stays a placeholder with its wire, and the report says why', () => {
    const loader = {
      type: 'LoadImage',
      outputs: [{ name: 'IMAGE' }, { name: 'MASK' }],
      widgets_values: ['a.png', 'image'],
    };
    const found = one(loader, [{ id: 2, type: 'Invert', inputs: [{ name: 'mask' }] }], [[1, 1, 1, 2, 0, 'MASK']]);
    expect(wiresOf(found)).toEqual(['LoadImage_1.MASK -> Invert_2.mask']);
    expect(found.report.remarks).toEqual([
      '"LoadImage" (1) is a placeholder, because its output 2 is used, which its equal here does not have.',
    ]);
  });

  it('two ports of one name stay two', () => {
    const twins = { type: 'Twins', outputs: [{ name: 'IMAGE' }, { name: 'IMAGE' }] };
    const sink = { id: 2, type: 'Sink', inputs: [{ name: 'a' }, { name: 'a' }] };
    const found = one(
      twins,
      [sink],
      [
        [1, 1, 0, 2, 0, '*'],
        [2, 1, 1, 2, 1, '*'],
      ],
    );
    expect(wiresOf(found)).toEqual(['Twins_1.IMAGE -> Sink_2.a', 'Twins_1.IMAGE_2 -> Sink_2.a_2']);
  });

  it('separate files of other kinds of models stay placeholders', () => {
    const encoder = { id: 2, type: 'CLIPLoader', widgets_values: ['umt5.safetensors', 'wan', 'default'] };
    const sink = { id: 3, type: 'Sink', inputs: [{ name: 'model' }, { name: 'clip' }] };
    const found = one(
      { type: 'UNETLoader', widgets_values: ['wan2.2.safetensors', 'default'] },
      [encoder, sink],
      [
        [1, 1, 0, 3, 0, 'MODEL'],
        [2, 2, 0, 3, 1, 'CLIP'],
      ],
    );
    expect(found.report.understood).toBe(0);
    expect(found.report.remarks[0]).toContain('because its text encoder is of the kind "wan"');
  });
});

/** The nodes with a wire from the first output of each. */
function allUsed(nodes: readonly { id: number }[]) {
  const sink = { id: 99, type: 'Sink', inputs: nodes.map(({ id }) => ({ name: `from ${id}` })) };
  const links = nodes.map(({ id }, slot) => [slot + 1, id, 0, 99, slot, '*']);
  return imported(JSON.stringify({ nodes: [...nodes, sink], links }));
}

describe('a checkpoint keeps its own parts', () => {
  const checkpoint = { id: 1, type: 'CheckpointLoaderSimple', widgets_values: ['sd.safetensors'] };
  const vae = { id: 2, type: 'VAELoader', widgets_values: ['other.safetensors'] };

  it('beside a VAE of its own file, which is opened with its network', () => {
    const found = allUsed([checkpoint, vae]);
    expect(nodeCalled(found, 'load_model_1').parameters).toEqual({ model: 'sd' });
    expect(nodeCalled(found, 'load_model_parts_2').parameters).toMatchObject({ model: 'sd', vae: 'other' });
  });

  it.each([2, 4])('beside loaders that are switched off with mode %i: those stay placeholders', (mode) => {
    const found = allUsed([checkpoint, { ...vae, mode } as typeof vae]);
    expect(nodeCalled(found, 'load_model_1').parameters).toEqual({ model: 'sd' });
    expect(nodeCalled(found, 'VAELoader_2').type).toBe('comfyui/VAELoader');
  });

  it('beside loaders that nothing uses, which count for no model', () => {
    const encoders = { id: 3, type: 'CLIPLoader', widgets_values: ['t5.safetensors', 'wan'] };
    const unused = { id: 4, type: 'UNETLoader', widgets_values: ['flux.safetensors', 'default'] };
    const sink = { id: 5, type: 'Sink', inputs: [{ name: 'model' }, { name: 'vae' }] };
    const links = [
      [1, 1, 0, 5, 0, 'MODEL'],
      [2, 2, 0, 5, 1, 'VAE'],
    ];
    const found = imported(JSON.stringify({ nodes: [checkpoint, vae, encoders, unused, sink], links }));
    expect(nodeCalled(found, 'load_model_parts_2').parameters).toMatchObject({ model: 'sd', text_encoder: '' });
    expect(found.workflow.nodes.map(({ type }) => type)).toContain('comfyui/UNETLoader');
  });
});

describe('nodes that are bypassed', () => {
  it.each([
    ['ConditioningAverage', 'CONDITIONING', ['conditioning_to', 'conditioning_from']],
    ['LatentBlend', 'LATENT', ['samples1', 'samples2']],
  ])('%s passes on the same input as in ComfyUI', (type, wire, names) => {
    const inputs = names.map((name) => ({ name, type: wire }));
    const node = { id: 1, type, mode: 4, inputs, outputs: [{ name: wire, type: wire }], widgets_values: [0.5] };
    const found = imported(JSON.stringify({ nodes: [node], links: [] }));
    expect(found.workflow.nodes[0]).toMatchObject({ type: `comfyui/${type}`, passes: { [wire]: names[0] } });
  });

  it('a subgraph passes on its input of the same type, past all that is inside', () => {
    const image = { name: 'image', type: 'IMAGE' };
    const inside = { id: 1, type: 'Draw', inputs: [], outputs: [{ name: 'IMAGE', type: 'IMAGE' }] };
    const file = {
      nodes: [
        { id: 1, type: 'LoadImage', outputs: [image], widgets_values: ['a.png'] },
        { id: 2, type: 'frame', mode: 4, inputs: [{ name: 'mask', type: 'MASK' }, image], outputs: [image] },
        { id: 3, type: 'SaveImage', inputs: [{ name: 'images', type: 'IMAGE' }], widgets_values: ['b'] },
      ],
      links: [
        [1, 1, 0, 2, 1, 'IMAGE'],
        [2, 2, 0, 3, 0, 'IMAGE'],
      ],
      definitions: {
        subgraphs: [
          {
            id: 'frame',
            name: 'Frame',
            inputs: [{ name: 'mask' }, image],
            outputs: [image],
            nodes: [inside],
            links: [{ id: 1, origin_id: 1, origin_slot: 0, target_id: -20, target_slot: 0 }],
          },
        ],
      },
    };
    expect(wiresOf(imported(JSON.stringify(file)))).toEqual(['load_image_1.image -> save_image_3.image']);
  });
});

describe('values of widgets', () => {
  const sampler = (...values: readonly unknown[]) =>
    imported(JSON.stringify({ nodes: [{ id: 1, type: 'KSampler', widgets_values: values }], links: [] }));

  it('are numbers also where a file has them as texts', () => {
    const found = sampler(5, 'fixed', '30', ' 6.5', 'euler', 'normal', '1e-1');
    expect(nodeCalled(found, 'ksampler_1').parameters).toMatchObject({ steps: 30, cfg: 6.5, denoise: 0.1 });
  });

  it.each([['many'], [null], [[20]], [''], ['0x10']])('are not replaced where they are unreadable: %j', (steps) => {
    const found = sampler(5, 'fixed', steps, 8, 'euler', 'normal', 1);
    expect(found.report.remarks).toEqual(['"KSampler" (1) is a placeholder, because its "steps" is no number.']);
  });

  it('stand at their places in old files, too, which control the seed with true or false', () => {
    const found = sampler(5, true, 30, 6.5, 'euler', 'karras', 1);
    expect(nodeCalled(found, 'ksampler_1').parameters).toMatchObject({ steps: 30, cfg: 6.5, scheduler: 'karras' });
  });

  describe('of seeds that a newer file also lists as inputs', () => {
    const seeded = (type: string, seed: unknown, links: readonly unknown[] = []) => {
      const name = type === 'KSampler' ? 'seed' : 'noise_seed';
      const inputs = [{ name, widget: { name }, link: links.length > 0 ? 1 : null }];
      const before = type === 'KSampler' ? [] : ['enable'];
      const widgets_values = [...before, seed, 'fixed', 20, 8, 'euler', 'normal'];
      const source = { id: 2, type: 'PrimitiveInt', outputs: [{ name: 'INT' }], widgets_values: [7, 'fixed'] };
      return imported(JSON.stringify({ nodes: [{ id: 1, type, inputs, widgets_values }, source], links }));
    };
    const types = ['KSampler', 'KSamplerAdvanced'];

    it.each(types.flatMap((type) => [-1, 'many', null].map((seed) => [type, seed] as const)))(
      '%s does not replace %j',
      (type, seed) => {
        expect(seeded(type, seed).report.remarks).toEqual([
          `"${type}" (1) is a placeholder, because its seed is no whole number.`,
        ]);
      },
    );

    it.each(types)('%s needs none beside a wire', (type) => {
      const found = seeded(type, -1, [[1, 2, 0, 1, 0, 'INT']]);
      expect(wiresOf(found)).toEqual(['number_2.number -> ksampler_1.seed']);
    });
  });
});

it('separate files of FLUX are one model, opened by each of its loaders', () => {
  const nodes = [
    { id: 1, type: 'UNETLoader', widgets_values: ['flux1-dev.safetensors', 'fp8_e4m3fn'] },
    {
      id: 2,
      type: 'DualCLIPLoader',
      widgets_values: ['t5xxl_fp16.safetensors', 'clip_l.safetensors', 'flux', 'default'],
    },
    { id: 3, type: 'VAELoader', widgets_values: ['ae.safetensors'] },
  ];
  const { workflow, report } = allUsed(nodes);
  const parameters = {
    model: 'flux1-dev',
    vae: 'ae',
    text_encoder: 'clip_l',
    text_encoder_2: 't5xxl_fp16',
    text_encoder_3: '',
  };
  expect(workflow.nodes.slice(0, -1).map((node) => [node.type, node.parameters])).toEqual(
    nodes.map(() => ['load_model_parts', parameters]),
  );
  expect(report.remarks).toEqual([
    'The weights of flux1-dev.safetensors are used as they are stored, not as fp8_e4m3fn.',
  ]);
});

describe('hostile files', () => {
  it.each([
    [
      'a key that reaches for prototypes',
      '{"nodes": [{"id": 1, "type": "A", "__proto__": {"x": 1}}], "links": []}',
      '__proto__',
    ],
    ['a deep nest', `{"nodes": ${'['.repeat(100)}${']'.repeat(100)}, "links": []}`, 'nested deeper'],
    ['a cut file', '{"nodes": [{"id": 1, "type": ', 'not complete JSON'],
    ['no nodes', '{"nodes": [], "links": []}', 'has no nodes'],
  ])('%s is refused', (_, text, message) => {
    expect(() => readAnyWorkflow(text, nodeRegistry)).toThrow(message);
  });

  it('types that are names of what every object has are types like others', () => {
    const types = ['toString', 'hasOwnProperty', 'valueOf'];
    const { report } = imported(JSON.stringify({ nodes: types.map((type, id) => ({ id, type })), links: [] }));
    expect(report.understood).toBe(0);
  });

  it('values of the wrong kind are left out, not believed', () => {
    const node = {
      id: 1,
      type: 'KSampler',
      pos: 'left',
      size: [null, 3],
      inputs: 'none',
      outputs: {},
      widgets_values: 'x',
      mode: {},
    };
    const found = imported(
      JSON.stringify({ nodes: [node], links: [null, 1, [1, 2], { id: 1 }], groups: [{ bounding: 3 }] }),
    );
    expect(summaryOf(found.report)).toContain('0 of 1 node understood');
  });

  it.each(['\\"', '"', '\\', '9', '-', '"a'])('many times %j is read at the pace of its length', (piece) => {
    const text = `{"nodes": [{"id": 1, "type": ${piece.repeat(9_000_000)}`;
    expect(() => readAnyWorkflow(text, nodeRegistry)).toThrow('not complete JSON');
  });

  it('subgraphs whose wires multiply are refused before they fill the memory', () => {
    const links = Array.from({ length: 5000 }, (_, id) => ({
      id,
      origin_id: 1,
      origin_slot: 0,
      target_id: 1,
      target_slot: 0,
    }));
    const subgraph = { id: 'wires', nodes: [{ id: 1, type: 'A' }], links };
    const nodes = Array.from({ length: 5 }, (_, id) => ({ id, type: 'wires' }));
    const file = { nodes, links: [], definitions: { subgraphs: [subgraph] } };
    expect(() => imported(JSON.stringify(file))).toThrow('more than 20,000 links');
  });

  it('other JSON is no workflow', () => {
    expect(() => readAnyWorkflow('{"a": {"class_type": 1}, "nodes": 3}', nodeRegistry)).toThrow(
      'not an Arcspace workflow',
    );
  });
});
