import { type Widgets, widgetsOf } from '../widgets.ts';
import { asItIs, METHODS } from './pictures.ts';
import type { Rule } from './rule.ts';

interface Way {
  /** In their order, after the name of the way. */
  readonly widgets: readonly string[];
  read(widgets: Widgets): Readonly<Record<string, unknown>>;
}

const named = (name: string) => `resize_type.${name}`;

const side = (widgets: Widgets, name: string, usual = 512) => widgets.number(named(name)) ?? usual;

const exact = (width: number, height: number, crop = false) => ({ size: 'exact', width, height, crop });

/** This node counts whole pixels: what is left over of a megapixel does not count. */
function wholePixels(megapixels: number): number {
  return Math.trunc(megapixels * 1024 * 1024) / 1024 ** 2;
}

const ways: Readonly<Record<string, Way>> = {
  'scale dimensions': {
    widgets: ['width', 'height', 'crop'],
    read: (widgets) =>
      exact(side(widgets, 'width'), side(widgets, 'height'), widgets.text(named('crop')) !== 'disabled'),
  },
  'scale by multiplier': {
    widgets: ['multiplier'],
    read: (widgets) => ({ size: 'factor', factor: side(widgets, 'multiplier', 1) }),
  },
  'scale longer dimension': {
    widgets: ['longer_size'],
    read: (widgets) => ({ size: 'longer', longer: side(widgets, 'longer_size') }),
  },
  'scale width': { widgets: ['width'], read: (widgets) => exact(side(widgets, 'width'), 0) },
  'scale height': { widgets: ['height'], read: (widgets) => exact(0, side(widgets, 'height')) },
  'scale total pixels': {
    widgets: ['megapixels'],
    read: (widgets) => ({ size: 'megapixels', megapixels: wholePixels(side(widgets, 'megapixels', 1)) }),
  },
};

export const resizingRules: Readonly<Record<string, Rule>> = {
  /** Its widgets depend on the first of them. */
  ResizeImageMaskNode: {
    type: 'scale_image',
    inputs: {
      input: 'image',
      [named('width')]: 'width',
      [named('height')]: 'height',
      [named('longer_size')]: 'longer',
      [named('multiplier')]: 'factor',
    },
    outputs: ['image'],
    widgets: ['resize_type'],
    names: { scale_method: 'method', [named('megapixels')]: 'megapixels', [named('crop')]: 'crop' },
    equal({ text }, { wired }, node) {
      const kind = text('resize_type') ?? '';
      const way = Object.hasOwn(ways, kind) ? ways[kind] : undefined;
      if (!way) return { because: `its way "${kind.slice(0, 40)}" is not here` };
      const widgets = widgetsOf(node, ['resize_type', ...way.widgets.map(named), 'scale_method']);
      const method = widgets.text('scale_method') ?? 'area';
      if (!METHODS.has(method)) return { because: `its method "${method.slice(0, 40)}" is not here` };
      const told = way.read(widgets);
      const isNothing = told.width === 0 && told.height === 0;
      const isWired = wired.has(named('width')) || wired.has(named('height'));
      const parameters = isNothing && !isWired ? asItIs : { method, ...told };
      const unreadable = widgets.unreadable();
      return unreadable === undefined ? { parameters } : { because: unreadable };
    },
  },
  ImageScaleToMaxDimension: {
    type: 'scale_image',
    inputs: { image: 'image', largest_size: 'longer' },
    outputs: ['image'],
    widgets: ['upscale_method', 'largest_size'],
    names: { upscale_method: 'method' },
    equal({ text, number }) {
      const method = text('upscale_method') ?? 'area';
      if (!METHODS.has(method)) return { because: `its method "${method.slice(0, 40)}" is not here` };
      return { parameters: { method, size: 'longer', longer: number('largest_size') ?? 512 } };
    },
  },
};
