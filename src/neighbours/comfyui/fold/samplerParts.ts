import { skippingSamplers } from '../../../diffusion/comfyui/comfyuiSamplers.ts';
import type { ForeignNode } from '../foreignGraph.ts';
import { CONTROL, type Widgets, widgetsOf } from '../widgets.ts';
import type { NoWhole, Whole } from './foldWholes.ts';
import type { ForeignWiring, Source } from './foreignWiring.ts';

/** A sampler with the nodes that set it up, said as one KSampler says it. */
interface WholeSampler extends Whole {
  readonly values: SamplerValues;
}

interface SamplerValues {
  readonly add_noise: boolean;
  /** Undefined where it is no whole number. */
  readonly noise_seed: number | undefined;
  readonly cfg: number;
  readonly sampler_name: string;
  readonly scheduler: string;
  readonly steps: number;
  readonly denoise: number;
}

interface Kind {
  /** In their order. */
  readonly widgets: readonly string[];
  read(widgets: Widgets): Partial<SamplerValues>;
}

/** The samplers, and the nodes that set them up. */
const kinds: Readonly<Record<string, Kind>> = {
  SamplerCustomAdvanced: { widgets: [], read: () => ({}) },
  SamplerCustom: {
    widgets: ['add_noise', 'noise_seed', CONTROL, 'cfg'],
    read: ({ isOn, seed, number }) => ({
      add_noise: isOn('add_noise') ?? true,
      noise_seed: seed('noise_seed'),
      cfg: number('cfg') ?? 8,
    }),
  },
  RandomNoise: {
    widgets: ['noise_seed', CONTROL],
    read: ({ seed }) => ({ add_noise: true, noise_seed: seed('noise_seed') }),
  },
  DisableNoise: { widgets: [], read: () => ({ add_noise: false, noise_seed: 0 }) },
  KSamplerSelect: {
    widgets: ['sampler_name'],
    read: ({ text }) => ({ sampler_name: text('sampler_name') ?? 'euler' }),
  },
  BasicScheduler: {
    widgets: ['scheduler', 'steps', 'denoise'],
    read: ({ text, number }) => ({
      scheduler: text('scheduler') ?? 'normal',
      steps: number('steps') ?? 20,
      denoise: number('denoise') ?? 1,
    }),
  },
  CFGGuider: { widgets: ['cfg'], read: ({ number }) => ({ cfg: number('cfg') ?? 8 }) },
  /** Asks the network once a step, as KSampler does at 1. */
  BasicGuider: { widgets: [], read: () => ({ cfg: 1 }) },
};

/** What may be wired to each input of a sampler. */
const partsAt: Readonly<Record<string, readonly string[]>> = {
  noise: ['RandomNoise', 'DisableNoise'],
  guider: ['CFGGuider', 'BasicGuider'],
  sampler: ['KSamplerSelect'],
  sigmas: ['BasicScheduler'],
};

/** What is left of the wires once the parts are one. */
const WIRES = new Set(['model', 'positive', 'negative', 'latent_image', 'noise_seed', 'steps', 'cfg', 'denoise']);

/** Nodes that change a network and leave its noise levels alone. */
const KEEPS_LEVELS = new Set(['LoraLoader', 'LoraLoaderModelOnly', 'Reroute']);

/** Those whose last step does not end at what the network says there, which is what "denoised_output" gives. */
const ENDS_ELSEWHERE = new Set(['lms', 'ipndm']);

export function isCustomSampler({ type }: ForeignNode): boolean {
  return type === 'SamplerCustom' || type === 'SamplerCustomAdvanced';
}

/**
 * Reads SamplerCustom or SamplerCustomAdvanced with what is wired to it. Only what KSampler computes with the same numbers
 * counts.
 * @param isDenoisedUsed whether a wire leaves its second output.
 */
export function samplerParts(
  node: ForeignNode,
  wiring: ForeignWiring,
  isDenoisedUsed: boolean,
): WholeSampler | NoWhole {
  const ports = node.type === 'SamplerCustom' ? ['sampler', 'sigmas'] : ['noise', 'guider', 'sampler', 'sigmas'];
  const parts: ForeignNode[] = [];
  for (const port of ports) {
    const source = wiring.into(node.id).get(port);
    const part = source && wiring.nodes.get(source.node);
    if (!part) return { because: `nothing is wired to its "${port}"` };
    if (!partsAt[port]?.includes(part.type)) return { because: `its ${port} comes from ${part.type.slice(0, 80)}` };
    if (part.mode !== 'on' && part.mode !== node.mode) return { because: `its ${port} is switched off` };
    parts.push(part);
  }
  return joined([node, ...parts], wiring, isDenoisedUsed);
}

function joined(nodes: readonly ForeignNode[], wiring: ForeignWiring, isDenoisedUsed: boolean): WholeSampler | NoWhole {
  const read = nodes.map((node) => {
    const { widgets: names, read: valuesOf } = kinds[node.type] as Kind;
    const widgets = widgetsOf(node, names);
    return { values: valuesOf(widgets), unreadable: widgets.unreadable() };
  });
  const values = Object.assign({}, ...read.map((each) => each.values)) as SamplerValues;
  const wires = joinedWires(nodes, wiring);
  const because =
    read.find(({ unreadable }) => unreadable !== undefined)?.unreadable ??
    otherLevels(nodes, wiring) ??
    [...wires.keys()].filter((name) => !WIRES.has(name)).map((name) => `its "${name}" comes from a wire`)[0] ??
    otherNumbers(values, wires, isDenoisedUsed);
  if (because !== undefined) return { because };
  return { values, wires, parts: nodes.slice(1).map(({ id }) => id) };
}

/** Wires into the parts, by what KSampler calls them; those between the parts are gone. */
function joinedWires(nodes: readonly ForeignNode[], wiring: ForeignWiring): Map<string, Source> {
  const entries = nodes.flatMap(({ id, type }) =>
    [...wiring.into(id)].filter(
      ([name]) => !Object.hasOwn(partsAt, name) && !(type === 'BasicScheduler' && name === 'model'),
    ),
  );
  return new Map(entries.map(([name, source]) => [name === 'conditioning' ? 'positive' : name, source]));
}

function otherNumbers(
  { sampler_name: sampler, noise_seed: seed, add_noise: isNoisy, denoise }: SamplerValues,
  wires: ReadonlyMap<string, Source>,
  isDenoisedUsed: boolean,
): string | undefined {
  if (skippingSamplers.has(sampler)) return `KSampler leaves out a level with ${sampler}, and this does not`;
  if (seed === undefined && !wires.has('noise_seed')) return 'its seed is no whole number';
  if (isDenoisedUsed && ENDS_ELSEWHERE.has(sampler))
    return `its "denoised_output" differs from its output with ${sampler}`;
  const isPart = denoise !== 1 || wires.has('denoise');
  return !isNoisy && isPart ? 'it adds no noise, and runs the end of a schedule' : undefined;
}

/** The schedule has to be that of the network that is sampled. */
function otherLevels(nodes: readonly ForeignNode[], wiring: ForeignWiring): string | undefined {
  const origins = nodes.flatMap(({ id }) => {
    const model = wiring.into(id).get('model');
    return model ? [levelsFrom(model, wiring)] : [];
  });
  return new Set(origins).size > 1 ? 'its schedule is that of another model' : undefined;
}

function levelsFrom(source: Source, wiring: ForeignWiring): string {
  const seen = new Set<string>();
  for (let at = source; ; ) {
    const before = seen.has(at.node) ? undefined : modelBefore(at.node, wiring);
    if (!before) return `${at.node} ${at.slot}`;
    seen.add(at.node);
    at = before;
  }
}

function modelBefore(id: string, wiring: ForeignWiring): Source | undefined {
  const type = wiring.nodes.get(id)?.type ?? '';
  if (!KEEPS_LEVELS.has(type)) return undefined;
  const into = wiring.into(id);
  return type === 'Reroute' ? [...into.values()][0] : into.get('model');
}
