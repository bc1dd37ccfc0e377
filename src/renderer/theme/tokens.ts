import type { PortType } from '../../graph/values.ts';

/** Everything that differs between the dark and the light theme. CSS gets the same values from `cssVariables`. */
export interface Theme {
  readonly name: 'dark' | 'light';
  readonly canvas: string;
  readonly grid: string;
  readonly panel: string;
  readonly raised: string;
  readonly field: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly focus: string;
  readonly success: string;
  readonly warning: string;
  readonly error: string;
  readonly running: string;
  readonly shadow: string;
  readonly wires: Readonly<Record<PortType, string>>;
}

const darkWires: Theme['wires'] = {
  latents: '#f2a65a',
  direction: '#5ab0f2',
  image: '#8fd16f',
  image_set: '#8fd16f',
  conditioning: '#d58cf2',
  prompt_direction: '#ef8fd0',
  model: '#a78bfa',
  vae: '#f27d86',
  text_encoder: '#f2d15a',
  lora: '#b8d84a',
  codes: '#6fb8a0',
  sigmas: '#63d4c4',
  number: '#b9bec7',
  numbers: '#b9bec7',
  text: '#c9b79c',
  report: '#8790a0',
  any: '#9da0a8',
};

/** The same hues, dark enough to stand on white. */
const lightWires: Theme['wires'] = {
  latents: '#b8630f',
  direction: '#1f74bd',
  image: '#3f8a1f',
  image_set: '#3f8a1f',
  conditioning: '#9a3fc0',
  prompt_direction: '#b5358f',
  model: '#6a48d7',
  vae: '#c13b47',
  text_encoder: '#967400',
  lora: '#5c7a00',
  codes: '#1f7a5c',
  sigmas: '#16877a',
  number: '#5d636e',
  numbers: '#5d636e',
  text: '#7d6844',
  report: '#5b6474',
  any: '#5c6068',
};

export const darkTheme: Theme = {
  name: 'dark',
  canvas: '#141518',
  grid: '#33373f',
  panel: '#1c1e22',
  raised: '#25282d',
  field: '#191b1f',
  line: '#34383f',
  text: '#e9e7e2',
  muted: '#9da0a8',
  focus: '#f2b34c',
  success: '#7fcf8a',
  warning: '#f2b34c',
  error: '#f2706d',
  running: '#6cb6ff',
  shadow: 'rgba(0, 0, 0, 0.45)',
  wires: darkWires,
};

export const lightTheme: Theme = {
  name: 'light',
  canvas: '#eceae5',
  grid: '#c4c1b9',
  panel: '#f7f6f3',
  raised: '#ffffff',
  field: '#f1efeb',
  line: '#d3d0c9',
  text: '#22242a',
  muted: '#5c6068',
  focus: '#a8650a',
  success: '#2b7d3b',
  warning: '#8f5a00',
  error: '#c02f35',
  running: '#1a68b8',
  shadow: 'rgba(40, 36, 28, 0.18)',
  wires: lightWires,
};

/** Lengths in graph units, which are CSS pixels at zoom 1. */
export const sizes = {
  radius: 8,
  header: 26,
  row: 24,
  tint: 3,
  padding: 10,
  /** Around preview pictures. */
  pictureMargin: 6,
  nodeWidth: 210,
  nodeMinWidth: 140,
  collapsedWidth: 170,
  port: 4.5,
  wire: 2.25,
  grid: 24,
} as const;

export const fonts = {
  sans: "'Inter Variable', Inter, system-ui, sans-serif",
  mono: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
} as const;

/** Tint of a category: the colour of what its nodes mostly make, so that no new meaning is learnt. */
const categoryWires: Readonly<Record<string, PortType>> = {
  model: 'model',
  lora: 'lora',
  loaders: 'model',
  conditioning: 'conditioning',
  image: 'image',
  film: 'image_set',
  output: 'image',
  scene: 'image',
  latents: 'latents',
  interpolation: 'latents',
  sphere: 'latents',
  'noise-level': 'sigmas',
  noise: 'sigmas',
  sampling: 'sigmas',
  arithmetic: 'direction',
  directions: 'direction',
  analysis: 'report',
  disentanglement: 'codes',
  values: 'number',
};

export function categoryTint(theme: Theme, category: string): string {
  const wire = Object.hasOwn(categoryWires, category) ? categoryWires[category] : undefined;
  return theme.wires[wire ?? 'any'];
}

const kebab = (name: string) => name.replace(/[A-Z_]/g, (letter) => `-${letter.replace('_', '').toLowerCase()}`);

/** The colour of what flows in a wire, for style sheets. */
export function wireColour(type: PortType): string {
  return `var(--wire-${kebab(type)})`;
}

/** `--canvas`, `--text`, `--wire-latents`, `--wire-text-encoder`, ...: what style sheets use. */
export function cssVariables(theme: Theme): Record<string, string> {
  const variables: Record<string, string> = { '--font-sans': fonts.sans, '--font-mono': fonts.mono };
  for (const [name, value] of Object.entries(theme)) {
    if (typeof value === 'string' && name !== 'name') variables[`--${kebab(name)}`] = value;
  }
  for (const [type, colour] of Object.entries(theme.wires)) variables[`--wire-${kebab(type)}`] = colour;
  return variables;
}
