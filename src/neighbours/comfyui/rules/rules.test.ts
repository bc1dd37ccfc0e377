import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { plan } from '../../../graph/plan.ts';
import { sentencesOf } from '../../report.ts';
import { imported, nodeCalled, wiresOf } from '../../testing/neighbourFixtures.ts';

type Nodes = Record<string, [class_type: string, inputs: Record<string, unknown>]>;

/** A file in API format. */
function opened(nodes: Nodes) {
  const entries = Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]);
  return imported(JSON.stringify(Object.fromEntries(entries)));
}

const empty = (inputs: Record<string, unknown>): Nodes[string] => ['EmptyLatentImage', inputs];

describe('nodes of ComfyUI and their equals', () => {
  it('an empty picture takes its size from another picture', () => {
    const found = opened({
      1: ['LoadImage', { image: 'a.png' }],
      2: ['GetImageSize', { image: ['1', 0] }],
      3: empty({ width: ['2', 0], height: ['2', 1], batch_size: 1 }),
    });
    expect(wiresOf(found)).toEqual([
      'load_image_1.image -> image_size_2.image',
      'image_size_2.width -> empty_latents_3.width',
      'image_size_2.height -> empty_latents_3.height',
    ]);
  });

  it.each(['ModelSamplingSD3', 'ModelSamplingAuraFlow'])('%s is a flow shift', (type) => {
    expect(nodeCalled(opened({ 1: [type, { shift: 5 }] }), 'flow_shift_1').parameters).toEqual({ shift: 5 });
  });

  it.each([
    ['LatentAdd', { samples1: ['1', 0], samples2: ['2', 0] }, { operation: 'add' }],
    ['LatentSubtract', { samples1: ['1', 0], samples2: ['2', 0] }, { operation: 'subtract' }],
    ['LatentMultiply', { samples: ['1', 0], multiplier: 2 }, { operation: 'multiply', factor: 2 }],
    [
      'LatentInterpolate',
      { samples1: ['1', 0], samples2: ['2', 0], ratio: 0.3 },
      { operation: 'interpolate', factor: 0.3 },
    ],
  ])('%s is latent math, and is told the VAE that decodes it', (type, inputs, parameters) => {
    const found = opened({
      1: empty({}),
      2: empty({}),
      3: [type, inputs],
      4: ['VAEDecode', { samples: ['3', 0], vae: ['5', 0] }],
      5: ['VAELoader', { vae_name: 'a.safetensors' }],
      6: ['UNETLoader', { unet_name: 'b.safetensors', weight_dtype: 'default' }],
      7: ['KSampler', { model: ['6', 0], latent_image: ['1', 0], seed: 1 }],
    });
    expect(nodeCalled(found, 'latent_math_3').parameters).toEqual(parameters);
    expect(wiresOf(found)).toContain('load_model_parts_5.vae -> latent_math_3.vae');
    expect(wiresOf(found)).toContain('empty_latents_1.latents -> latent_math_3.first');
  });

  it('texts that are joined stay joined, typed ones and wired ones', () => {
    const found = opened({
      1: ['PrimitiveString', { value: 'a house' }],
      2: ['StringConcatenate', { string_a: ['1', 0], string_b: 'ink', delimiter: ', ' }],
    });
    expect(nodeCalled(found, 'join_texts_2').parameters).toEqual({ first: '', second: 'ink', between: ', ' });
    expect(wiresOf(found)).toEqual(['text_1.text -> join_texts_2.first']);
  });

  it('a text in which something is replaced takes its parts from wires, too', () => {
    const found = opened({
      1: ['PrimitiveString', { value: 'a fox' }],
      2: ['StringReplace', { string: 'a portrait of X', find: 'X', replace: ['1', 0] }],
    });
    const parameters = { text: 'a portrait of X', find: 'X', replacement: '' };
    expect(nodeCalled(found, 'replace_text_2').parameters).toEqual(parameters);
    expect(wiresOf(found)).toEqual(['text_1.text -> replace_text_2.replacement']);
  });

  it('what was chosen of a list is a text, unless its place in the list is used', () => {
    const combo = { id: 1, type: 'CustomCombo', outputs: [{ name: 'STRING' }, { name: 'INDEX' }] };
    const number = { id: 2, type: 'PrimitiveInt', inputs: [{ name: 'value', widget: { name: 'value' }, link: 1 }] };
    const nodes = [{ ...combo, widgets_values: ['9:16', 1, '16:9', '9:16', ''] }, number];
    const opening = (...links: unknown[]) => imported(JSON.stringify({ nodes, links }));
    expect(nodeCalled(opening(), 'text_1').parameters).toEqual({ text: '9:16' });
    const used = opening([1, 1, 1, 2, 0, 'INT']);
    expect(used.report.understood).toBe(1);
    expect(sentencesOf(used.report).join()).toMatch(/is a placeholder/);
    expect(sentencesOf(used.report).join()).not.toMatch(/holds what was chosen/);
  });

  it('a mask is a picture: it is inverted, shown and passed on as one', () => {
    const found = opened({
      1: ['SolidMask', { value: 0.5, width: 64, height: 32 }],
      2: ['InvertMask', { mask: ['1', 0] }],
      3: ['MaskToImage', { mask: ['2', 0] }],
      4: ['ImageInvert', { image: ['3', 0] }],
      5: ['MaskPreview', { mask: ['2', 0] }],
    });
    const mask = { width: 64, height: 32, count: 1, brightness: 0.5 };
    expect(nodeCalled(found, 'solid_image_1').parameters).toEqual(mask);
    expect(wiresOf(found)).toEqual([
      'solid_image_1.image -> invert_image_2.image',
      'invert_image_2.image -> reroute_3.value',
      'reroute_3.value -> invert_image_4.image',
      'invert_image_2.image -> preview_image_5.image',
    ]);
  });

  it('an empty image has its color as three numbers', () => {
    const found = opened({ 1: ['EmptyImage', { width: 8, height: 8, batch_size: 2, color: 0xff8000 }] });
    const parameters = { width: 8, height: 8, count: 2, red: 1, green: 128 / 255, blue: 0 };
    expect(nodeCalled(found, 'solid_image_1').parameters).toEqual(parameters);
  });

  it('a number that comes from a wire is passed on', () => {
    const found = opened({ 1: ['PrimitiveInt', { value: 3 }], 2: ['PrimitiveInt', { value: ['1', 0] }] });
    expect(wiresOf(found)).toEqual(['number_1.number -> reroute_2.value']);
  });

  it('steps of KSampler (Advanced) come from wires, too', () => {
    const found = opened({
      1: ['PrimitiveInt', { value: 3 }],
      2: ['KSamplerAdvanced', { noise_seed: 1, start_at_step: ['1', 0], end_at_step: 9 }],
    });
    expect(wiresOf(found)).toEqual(['number_1.number -> ksampler_2.start_at']);
  });

  it('Save image (Advanced) is Save image where it writes what that writes', () => {
    const saved = (others: Record<string, unknown>) =>
      opened({ 1: ['SaveImageAdvanced', { filename_prefix: 'house', ...others }] });
    expect(nodeCalled(saved({ format: 'png', depth: '8-bit' }), 'save_image_1').parameters).toEqual({
      filename: 'house',
    });
    expect(sentencesOf(saved({ format: 'png', depth: '16-bit' }).report)).toContain(
      '"SaveImageAdvanced" (1) is a placeholder, because its "16-bit" cannot be written here.',
    );
  });

  it('Save image (Advanced) is told apart from its name in any order', () => {
    const saved = opened({ 1: ['SaveImageAdvanced', { depth: '8-bit', filename_prefix: 'house', format: 'png' }] });
    expect(nodeCalled(saved, 'save_image_1').parameters).toEqual({ filename: 'house' });
    expect(opened({ 1: ['SaveImageAdvanced', { depth: '16-bit', filename_prefix: 'house' }] }).report.understood).toBe(
      0,
    );
  });

  it.each([
    ['8-bit', '16-bit', 0],
    ['16-bit', '8-bit', 1],
  ])('Save image (Advanced) of %s in a subgraph that says %s: what the subgraph says counts', (own, given, count) => {
    const depth = { name: 'depth', widget: { name: 'depth' }, link: 1 };
    const inside = { id: 1, type: 'SaveImageAdvanced', inputs: [depth], widgets_values: ['house', 'png', own] };
    const link = { id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0 };
    const inputs = [{ name: 'depth' }];
    const subgraph = { id: 'frame', name: 'Frame', inputs, outputs: [], nodes: [inside], links: [link] };
    const nodes = [{ id: 7, type: 'frame', inputs, widgets_values: [given] }];
    const found = imported(JSON.stringify({ nodes, links: [], definitions: { subgraphs: [subgraph] } }));
    expect(found.report.understood).toBe(count);
  });
});

describe('a number whose value a subgraph gives', () => {
  const toSink = (widget: object, ...links: readonly object[]) => ({
    nodes: [
      {
        id: 1,
        type: 'PrimitiveInt',
        inputs: [{ name: 'value', type: 'INT', ...widget }],
        outputs: [{ name: 'INT', type: 'INT' }],
        widgets_values: [3, 'fixed'],
      },
      { id: 2, type: 'EmptyLatentImage', inputs: [{ name: 'width', widget: { name: 'width' } }] },
    ],
    links,
  });
  const out = { id: 2, origin_id: 1, origin_slot: 0, target_id: 2, target_slot: 0 };
  const promoted = { id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0 };

  /** @param wire into the node that shows the subgraph. */
  function shown(...wire: readonly unknown[]) {
    const input = { name: 'value', widget: { name: 'value' } };
    const instance = { id: 7, type: 'frame', inputs: [{ ...input, link: wire.length > 0 ? 9 : null }] };
    const outside = { id: 8, type: 'PrimitiveInt', outputs: [{ name: 'INT' }], widgets_values: [5, 'fixed'] };
    const inside = toSink({ widget: { name: 'value' }, link: 1 }, promoted, out);
    const subgraph = { id: 'frame', name: 'Frame', inputs: [{ name: 'value', type: 'INT' }], outputs: [], ...inside };
    const nodes = [{ ...instance, widgets_values: [640] }, outside];
    return imported(JSON.stringify({ nodes, links: wire, definitions: { subgraphs: [subgraph] } }));
  }

  it('keeps it where no wire from outside comes', () => {
    const found = shown();
    expect(nodeCalled(found, 'number_7_1').parameters).toEqual({ value: 640 });
    expect(wiresOf(found)).toContain('number_7_1.number -> empty_latents_7_2.width');
  });

  it('passes on the wire from outside', () => {
    expect(wiresOf(shown([9, 8, 0, 7, 0, 'INT']))).toEqual([
      'number_8.number -> reroute_7_1.value',
      'reroute_7_1.value -> empty_latents_7_2.width',
    ]);
  });

  it('keeps its own beside a wire that comes from nowhere', () => {
    const file = toSink({ widget: { name: 'value' }, link: 77 });
    const found = imported(JSON.stringify({ ...file, links: [[2, 1, 0, 2, 0, 'INT']] }));
    expect(nodeCalled(found, 'number_1').parameters).toEqual({ value: 3 });
  });
});

describe('choices and formulas', () => {
  it('a switch of ComfyUI is one here, and a boolean turns several of them', () => {
    const found = opened({
      1: ['PrimitiveBoolean', { value: true }],
      2: ['PrimitiveInt', { value: 4 }],
      3: ['PrimitiveInt', { value: 20 }],
      4: ['ComfySwitchNode', { switch: ['1', 0], on_false: ['3', 0], on_true: ['2', 0] }],
      5: ['ComfySwitchNode', { switch: true, on_true: ['4', 0] }],
    });
    expect(found.report.understood).toBe(5);
    expect(nodeCalled(found, 'toggle_1').parameters).toEqual({ is_on: true });
    expect(nodeCalled(found, 'switch_5').parameters).toEqual({ is_on: true });
    expect(wiresOf(found)).toEqual([
      'toggle_1.number -> switch_4.which',
      'number_3.number -> switch_4.off',
      'number_2.number -> switch_4.on',
      'switch_4.value -> switch_5.on',
    ]);
  });

  it('a switch passes what it chooses on, though the file names first what turns it', () => {
    const { workflow } = opened({
      1: ['PrimitiveBoolean', { value: true }],
      2: ['LoadImage', { image: 'a.png' }],
      3: ['ComfySwitchNode', { switch: ['1', 0], on_false: ['2', 0], on_true: ['2', 0] }],
      4: ['SaveImage', { images: ['3', 0] }],
    });
    expect(plan(workflow, nodeRegistry, []).problems.filter(({ code }) => code === 'wrong-type')).toEqual([]);
  });

  it('a switch with a typed side stays as it is', () => {
    const { report } = opened({ 1: ['ComfySwitchNode', { switch: true, on_false: 5 }] });
    expect(sentencesOf(report)).toContain(
      '"ComfySwitchNode" (1) is a placeholder, because "on_false" is typed, which a switch here takes from a wire.',
    );
  });

  it('math expressions are formulas, and each of their outputs is one', () => {
    const found = opened({
      1: ['PrimitiveInt', { value: 4 }],
      2: ['ComfyMathExpression', { expression: '(a // 2) * 2 + 1', 'values.a': ['1', 0] }],
      3: empty({ width: ['2', 1] }),
      4: ['ComfySwitchNode', { switch: ['2', 2] }],
    });
    expect(nodeCalled(found, 'formula_2').parameters).toEqual({ formula: '(a // 2) * 2 + 1' });
    expect(wiresOf(found)).toEqual([
      'number_1.number -> formula_2.a',
      'formula_2.whole -> empty_latents_3.width',
      'formula_2.is_true -> switch_4.which',
    ]);
  });

  it.each([
    [{ expression: 'len(a)' }, 'of its formula there is no "len" here'],
    [{ expression: 'a + 1', 'values.a': 3 }, '"a" is typed, which a formula here takes from a wire'],
    [{ expression: 'round(a, 2)' }, 'of its formula "round" takes 1 number here, not 2'],
  ])('a math expression that cannot be computed alike stays as it is: %j', (inputs, because) => {
    const found = opened({ 1: ['ComfyMathExpression', inputs] });
    expect(sentencesOf(found.report)).toContain(`"ComfyMathExpression" (1) is a placeholder, because ${because}.`);
  });
});

describe('what shows and measures', () => {
  it('pictures that are compared may be of different sizes', () => {
    const found = opened({
      1: ['LoadImage', { image: 'a.png' }],
      2: ['LoadImage', { image: 'b.png' }],
      3: ['ImageCompare', { image_a: ['1', 0], image_b: ['2', 0] }],
      4: ['ImageCompare', { image_a: ['1', 0] }],
    });
    expect(nodeCalled(found, 'compare_images_3').parameters).toEqual({ sizes: 'scaled' });
    expect(sentencesOf(found.report)).toContain(
      '"ImageCompare" (4) is a placeholder, because only one picture is wired to it.',
    );
  });

  it('any value is shown, and goes on as text', () => {
    const found = opened({
      1: ['PrimitiveInt', { value: 4 }],
      2: ['PreviewAny', { source: ['1', 0] }],
      3: ['CLIPTextEncode', { text: ['2', 0] }],
    });
    expect(wiresOf(found)).toEqual(['number_1.number -> show_value_2.value', 'show_value_2.text -> prompt_3.text']);
  });

  it('a size comes of a shape and a number of pixels', () => {
    const found = opened({ 1: ['ResolutionSelector', { aspect_ratio: '16:9 (Widescreen)', megapixels: 0.4 }] });
    expect(nodeCalled(found, 'picture_size_1').parameters).toEqual({ ratio: '16:9', megapixels: 0.4, multiple: 8 });
  });

  it('the last layer of CLIP is counted from its end', () => {
    const found = opened({
      1: ['CheckpointLoaderSimple', { ckpt_name: 'a.safetensors' }],
      2: ['CLIPSetLastLayer', { clip: ['1', 1], stop_at_clip_layer: -2 }],
      3: ['CLIPTextEncode', { text: 'a', clip: ['2', 0] }],
    });
    expect(nodeCalled(found, 'last_clip_layer_2').parameters).toEqual({ layer: -2 });
    expect(wiresOf(found)).toContain('last_clip_layer_2.text_encoder -> prompt_3.text_encoder');
  });
});

describe('batches of pictures', () => {
  it('are joined in their order, whichever inputs are free', () => {
    const found = opened({
      1: ['LoadImage', { image: 'a.png' }],
      2: ['BatchImagesNode', { 'images.image0': ['1', 0], 'images.image5': ['1', 0] }],
      3: ['ImageBatch', { image1: ['2', 0], image2: ['1', 0] }],
      4: ['BatchImagesNode', {}],
    });
    expect(wiresOf(found)).toEqual([
      'load_image_1.image -> join_images_2.images.1',
      'load_image_1.image -> join_images_2.images.6',
      'join_images_2.image -> join_images_3.images.1',
      'load_image_1.image -> join_images_3.images.2',
    ]);
    expect(sentencesOf(found.report)).toContain(
      '"BatchImagesNode" (4) is a placeholder, because no picture is wired to it.',
    );
  });

  it('give some of their pictures, counted by widgets and by wires', () => {
    const found = opened({
      1: ['LoadImage', { image: 'a.png' }],
      2: ['PrimitiveInt', { value: 2 }],
      3: ['ImageFromBatch', { image: ['1', 0], batch_index: ['2', 0], length: 3 }],
    });
    expect(nodeCalled(found, 'pick_images_3').parameters).toEqual({ skip: 0, count: 3 });
    expect(wiresOf(found)).toContain('number_2.number -> pick_images_3.skip');
  });
});

describe('pictures and masks are resized', () => {
  const resized = (resize_type: string, others: Record<string, unknown>) => {
    const own = Object.fromEntries(Object.entries(others).map(([name, value]) => [`resize_type.${name}`, value]));
    return opened({
      1: ['PrimitiveInt', { value: 640 }],
      2: ['ResizeImageMaskNode', { resize_type, ...own, scale_method: 'lanczos' }],
    });
  };

  it.each([
    [
      'scale dimensions',
      { width: 640, height: 0, crop: 'center' },
      { size: 'exact', width: 640, height: 0, crop: true },
    ],
    ['scale by multiplier', { multiplier: 0.5 }, { size: 'factor', factor: 0.5 }],
    ['scale longer dimension', { longer_size: 1536 }, { size: 'longer', longer: 1536 }],
    ['scale width', { width: 640 }, { size: 'exact', width: 640, height: 0, crop: false }],
    ['scale height', { height: 640 }, { size: 'exact', width: 0, height: 640, crop: false }],
    ['scale total pixels', { megapixels: 0.3 }, { size: 'megapixels', megapixels: 314572 / 1048576 }],
  ])('by "%s" %j', (way, widgets, parameters) => {
    expect(nodeCalled(resized(way, widgets), 'scale_image_2').parameters).toEqual({ method: 'lanczos', ...parameters });
  });

  it('not at all where both sides are 0', () => {
    const found = resized('scale dimensions', { width: 0, height: 0 });
    expect(nodeCalled(found, 'scale_image_2').parameters).toMatchObject({ size: 'factor', factor: 1 });
  });

  it('by numbers from wires', () => {
    const found = resized('scale dimensions', { width: ['1', 0], height: ['1', 0], crop: 'disabled' });
    expect(wiresOf(found)).toEqual([
      'number_1.number -> scale_image_2.width',
      'number_1.number -> scale_image_2.height',
    ]);
    const scaled = opened({
      1: ['PrimitiveInt', { value: 640 }],
      2: ['ImageScale', { upscale_method: 'area', width: ['1', 0], height: 0, crop: 'disabled' }],
      3: ['ImageScaleToMaxDimension', { upscale_method: 'area', largest_size: ['1', 0] }],
    });
    expect(wiresOf(scaled)).toEqual([
      'number_1.number -> scale_image_2.width',
      'number_1.number -> scale_image_3.longer',
    ]);
  });

  it('in ways that are not here stay as they are', () => {
    expect(sentencesOf(resized('match size', {}).report)).toContain(
      '"ResizeImageMaskNode" (2) is a placeholder, because its way "match size" is not here.',
    );
  });

  it('in files of the editor, whose widgets depend on the first', () => {
    const node = { id: 1, type: 'ResizeImageMaskNode', widgets_values: ['scale longer dimension', 1024, 'area'] };
    const found = imported(JSON.stringify({ nodes: [node], links: [] }));
    expect(nodeCalled(found, 'scale_image_1').parameters).toEqual({ method: 'area', size: 'longer', longer: 1024 });
  });
});
