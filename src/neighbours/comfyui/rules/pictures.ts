import type { ForeignNode } from '../foreignGraph.ts';
import type { Widgets } from '../widgets.ts';
import { type Equal, plain, type Rule, type Surroundings, unlessBypassed } from './rule.ts';

/** "picture.png [output]" names a folder of ComfyUI, which is not here. */
const ANNOTATION = / \[(input|output|temp)\]$/;

/** Ways of making new pixels that are here by the same names. */
export const METHODS = new Set(['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos']);

/** What is said of a picture that Save image writes, too. */
const EIGHT_BIT_PNG = new Set(['png', '8-bit', 'sRGB']);

/** Of SaveImageAdvanced, in their order. */
const SAVED_WIDGETS = ['filename_prefix', 'format', 'depth', 'color'];

/** What ComfyUI makes of 0 x 0: whatever its method, the picture is passed on. Lanczos would round it to bytes here. */
export const asItIs = { size: 'factor', factor: 1, method: 'nearest-exact' };

/** Three nodes of ComfyUI are one here, which is told its size in three ways. */
function scaling(
  widgets: readonly string[],
  inputs: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
  size: (values: Widgets, wired: ReadonlySet<string>) => Readonly<Record<string, unknown>>,
): Rule {
  return {
    type: 'scale_image',
    inputs: { image: 'image', ...inputs },
    outputs: ['image'],
    widgets,
    names: { upscale_method: 'method', ...names },
    equal(values, { wired }) {
      const method = values.text('upscale_method') ?? 'nearest-exact';
      if (!METHODS.has(method)) return { because: `its method "${method.slice(0, 40)}" is not here` };
      return { parameters: { method, ...size(values, wired) } };
    },
  };
}

function latentMath(operation: string, widget?: string): Rule {
  return {
    type: 'latent_math',
    inputs: { samples: 'first', samples1: 'first', samples2: 'second', ...(widget && { [widget]: 'factor' }) },
    outputs: ['latents'],
    widgets: widget ? [widget] : [],
    equal: ({ number }) => ({ parameters: { operation, ...(widget && { factor: number(widget) ?? 1 }) } }),
  };
}

/** Two nodes of ComfyUI are one here: a color, and a mask that is the same everywhere. */
function solid(
  widgets: readonly string[],
  names: Readonly<Record<string, string>>,
  paint: (values: Widgets) => Readonly<Record<string, number>>,
): Rule {
  return {
    type: 'solid_image',
    inputs: { width: 'width', height: 'height', ...names },
    outputs: ['image'],
    widgets,
    equal(values) {
      const { number } = values;
      const size = { width: number('width') ?? 512, height: number('height') ?? 512 };
      return { parameters: { ...size, count: number('batch_size') ?? 1, ...paint(values) } };
    },
  };
}

/** Of 0xRRGGBB, each from 0 to 1. */
function colorOf(color: number): { readonly red: number; readonly green: number; readonly blue: number } {
  const [red, green, blue] = [16, 8, 0].map((shift) => ((color >> shift) & 0xff) / 0xff) as [number, number, number];
  return { red, green, blue };
}

/** As many as a node here joins, and as ComfyUI joins. */
const MOST_JOINED = 50;

const places = Array.from({ length: MOST_JOINED }, (_, index) => index);

export const pictureRules: Readonly<Record<string, Rule>> = {
  VAEDecode: plain({ type: 'decode', inputs: { samples: 'latents', vae: 'vae' }, outputs: ['image'] }),
  VAEDecodeTiled: {
    type: 'decode',
    inputs: { samples: 'latents', vae: 'vae' },
    outputs: ['image'],
    widgets: ['tile_size', 'overlap', 'temporal_size', 'temporal_overlap'],
    equal(_values, { remark }) {
      remark(
        'VAE Decode (Tiled) decodes pictures whole here, so they have no seams, and differ a little from those of tiles.',
      );
      return { parameters: {} };
    },
  },
  VAEEncode: plain({ type: 'encode', inputs: { pixels: 'image', vae: 'vae' }, outputs: ['latents'] }),
  LoadImage: {
    type: 'load_image',
    inputs: {},
    outputs: ['image'],
    widgets: ['image', 'upload'],
    names: { image: 'path' },
    equal(values) {
      const name = values.text('image')?.replace(ANNOTATION, '');
      return name ? { parameters: { path: name } } : { because: 'it names no picture' };
    },
  },
  SaveImage: {
    type: 'save_image',
    inputs: { images: 'image' },
    outputs: ['image'],
    widgets: ['filename_prefix'],
    names: { filename_prefix: 'filename' },
    equal: (values, surroundings) => savedPicture(values, surroundings),
  },
  SaveImageAdvanced: {
    type: 'save_image',
    inputs: { images: 'image' },
    outputs: ['image'],
    widgets: SAVED_WIDGETS,
    names: { filename_prefix: 'filename' },
    equal(values, surroundings, node) {
      const others = othersOf(node, SAVED_WIDGETS, 'filename_prefix');
      const other = others.find((each) => typeof each === 'string' && !EIGHT_BIT_PNG.has(each));
      if (other !== undefined) return { because: `its "${String(other).slice(0, 40)}" cannot be written here` };
      return savedPicture(values, surroundings);
    },
  },
  /** One with the node that makes its film. */
  SaveVideo: {
    type: 'save_video',
    inputs: { images: 'frames', fps: 'frames_per_second' },
    outputs: [],
    widgets: ['filename_prefix'],
    names: { filename_prefix: 'filename' },
    equal(values, surroundings, { unequal }) {
      if (unequal !== undefined) return { because: unequal };
      surroundings.remark(
        'Save video compresses in its own way: pictures and rate are those of ComfyUI, the file is not.',
      );
      const { parameters } = savedPicture(values, surroundings, 'Films');
      return { parameters: { ...parameters, frames_per_second: values.number('fps') ?? 0 } };
    },
  },
  GetImageSize: plain({ type: 'image_size', inputs: { image: 'image' }, outputs: ['width', 'height', 'count'] }),
  ImageScale: scaling(
    ['upscale_method', 'width', 'height', 'crop'],
    { width: 'width', height: 'height' },
    {},
    (values, wired) => {
      const [width, height] = [values.number('width') ?? 512, values.number('height') ?? 512];
      if (width === 0 && height === 0 && !wired.has('width') && !wired.has('height')) return asItIs;
      return { size: 'exact', width, height, crop: values.text('crop') === 'center' };
    },
  ),
  ImageScaleBy: scaling(['upscale_method', 'scale_by'], { scale_by: 'factor' }, {}, ({ number }) => ({
    size: 'factor',
    factor: number('scale_by') ?? 1,
  })),
  ImageScaleToTotalPixels: scaling(
    ['upscale_method', 'megapixels', 'resolution_steps'],
    {},
    { resolution_steps: 'multiple' },
    ({ number }) => ({
      size: 'megapixels',
      megapixels: number('megapixels') ?? 1,
      multiple: number('resolution_steps') ?? 1,
    }),
  ),
  BatchImagesNode: unlessBypassed({
    type: 'join_images',
    inputs: Object.fromEntries(places.map((place) => [`images.image${place}`, `images.${place + 1}`])),
    outputs: ['image'],
    widgets: [],
    equal: (_values, { wired }) => (wired.size > 0 ? { parameters: {} } : { because: 'no picture is wired to it' }),
  }),
  ImageBatch: unlessBypassed({
    type: 'join_images',
    inputs: { image1: 'images.1', image2: 'images.2' },
    outputs: ['image'],
    widgets: [],
    equal: () => ({ parameters: {} }),
  }),
  ImageFromBatch: {
    type: 'pick_images',
    inputs: { image: 'image', batch_index: 'skip', length: 'count' },
    outputs: ['image'],
    widgets: ['batch_index', 'length'],
    equal: ({ number }) => ({ parameters: { skip: number('batch_index') ?? 0, count: number('length') ?? 1 } }),
  },
  /** Shows them and nothing else: the figures are an addition. */
  ImageCompare: {
    type: 'compare_images',
    inputs: { image_a: 'a', image_b: 'b' },
    outputs: [],
    widgets: [],
    equal: (_values, { wired }) =>
      wired.has('image_a') && wired.has('image_b')
        ? { parameters: { sizes: 'scaled' } }
        : { because: 'only one picture is wired to it' },
  },
  ResolutionSelector: {
    type: 'picture_size',
    inputs: {},
    outputs: ['width', 'height'],
    widgets: ['aspect_ratio', 'megapixels', 'multiple'],
    names: { aspect_ratio: 'ratio' },
    equal: ({ text, number }) => ({
      parameters: {
        ratio: (text('aspect_ratio') ?? '1:1').split(' ')[0],
        megapixels: number('megapixels') ?? 1,
        multiple: number('multiple') ?? 8,
      },
    }),
  },
  PreviewImage: plain({ type: 'preview_image', inputs: { images: 'image' }, outputs: ['image'] }),
  /** Masks are pictures here. */
  MaskPreview: plain({ type: 'preview_image', inputs: { mask: 'image' }, outputs: ['image'] }),
  MaskToImage: plain({ type: 'reroute', inputs: { mask: 'value' }, outputs: ['value'] }),
  InvertMask: plain({ type: 'invert_image', inputs: { mask: 'image' }, outputs: ['image'] }),
  ImageInvert: plain({ type: 'invert_image', inputs: { image: 'image' }, outputs: ['image'] }),
  EmptyImage: solid(['width', 'height', 'batch_size', 'color'], { batch_size: 'count' }, (values) =>
    colorOf(values.number('color') ?? 0),
  ),
  SolidMask: solid(['value', 'width', 'height'], { value: 'brightness' }, (values) => ({
    brightness: values.number('value') ?? 1,
  })),
  LoadLatent: {
    type: 'load_latents',
    inputs: {},
    outputs: ['latents'],
    widgets: ['latent'],
    names: { latent: 'path' },
    equal(values) {
      const name = values.text('latent')?.replace(ANNOTATION, '');
      return name ? { parameters: { path: name } } : { because: 'it names no file' };
    },
  },
  SaveLatent: {
    type: 'save_latents',
    inputs: { samples: 'latents' },
    outputs: [],
    widgets: ['filename_prefix'],
    names: { filename_prefix: 'filename' },
    equal(values, { remark }) {
      remark('Save latents needs the VAE of the latents to write a .latent file: connect it.');
      return { parameters: { filename: fileName(values.text('filename_prefix') ?? 'ComfyUI'), format: 'comfyui' } };
    },
  },
  LatentBlend: unlessBypassed({
    type: 'lerp',
    inputs: { samples1: 'b', samples2: 'a', blend_factor: 't' },
    outputs: ['latents'],
    widgets: ['blend_factor'],
    equal: ({ number }) => ({ parameters: { t: number('blend_factor') ?? 0.5 } }),
  }),
  LatentAdd: latentMath('add'),
  LatentSubtract: latentMath('subtract'),
  LatentMultiply: latentMath('multiply', 'multiplier'),
  LatentInterpolate: latentMath('interpolate', 'ratio'),
  LatentBatch: plain({
    type: 'join_batches',
    inputs: { samples1: 'points.1', samples2: 'points.2' },
    outputs: ['latents'],
  }),
};

/** The values of a node but for one, those that a subgraph gives before its own. */
function othersOf({ values, given }: ForeignNode, widgets: readonly string[], without: string): readonly unknown[] {
  const own = Array.isArray(values)
    ? Object.fromEntries(values.map((value, index) => [widgets[index] ?? `more_${index}`, value]))
    : values;
  const { [without]: _without, ...others } = { ...own, ...given } as Readonly<Record<string, unknown>>;
  return Object.values(others);
}

function savedPicture(values: Widgets, { remark }: Surroundings, what = 'Pictures'): Equal {
  const prefix = values.text('filename_prefix') ?? 'ComfyUI';
  const filename = fileName(prefix, what === 'Films' ? 'film' : 'picture');
  if (filename !== prefix)
    remark(`${what} are saved as "${filename}" instead of "${prefix}", without folders and dates.`);
  return { parameters: { filename } };
}

/** The last part of a path, with what file names here may have. */
function fileName(prefix: string, otherwise = 'picture'): string {
  const last = prefix.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(/%[^%]*%/g, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, 100);
  return clean === '' ? otherwise : clean;
}
