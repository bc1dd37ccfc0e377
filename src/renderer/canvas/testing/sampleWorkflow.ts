import type { Picture } from '../../../graph/events.ts';
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../../graph/workflow/schema.ts';
import type { NodeState } from '../../state/document/editor.ts';

type Extra = Partial<Omit<WorkflowNode, 'id' | 'type'>>;

export function sampleNode(id: string, type: string, position: [number, number], extra: Extra = {}): WorkflowNode {
  return { id, type, version: 1, position, mode: 'on', parameters: {}, ...extra };
}

export function workflowOf(nodes: WorkflowNode[], links: readonly (readonly [string, string])[] = []): Workflow {
  return { ...emptyWorkflow(), nodes, links: links.map(([from, to]) => ({ from, to })) };
}

/** Every look of a node once. */
export function sampleWorkflow(): Workflow {
  const nodes = [
    sampleNode('load', 'load_model', [0, 0]),
    sampleNode('prompt', 'prompt', [270, -40], {
      parameters: { text: 'a quiet harbour at dusk, boats on still water, warm light from one window' },
    }),
    sampleNode('noise', 'noise', [0, 200], { parameters: { seed: 1234567 } }),
    sampleNode('noise_2', 'noise', [0, 400], { title: 'Noise from a second seed with a very long title indeed' }),
    sampleNode('numbers', 'numbers', [0, 590]),
    sampleNode('slerp', 'slerp', [290, 240]),
    sampleNode('denoise', 'denoise', [620, 0]),
    sampleNode('decode', 'decode', [900, 60]),
    sampleNode('preview', 'preview_image', [1160, 0]),
    sampleNode('preview_2', 'preview_image', [1420, 0]),
    sampleNode('preview_3', 'preview_image', [1420, 330]),
    sampleNode('attribute', 'attribute_vector', [290, 480]),
    sampleNode('apply', 'apply_directions', [620, 400]),
    sampleNode('decode_2', 'decode', [900, 430], { mode: 'bypass' }),
    sampleNode('multi', 'multi_slerp', [620, 610], { mode: 'mute' }),
    sampleNode('reroute', 'reroute', [900, 260], { collapsed: true }),
    sampleNode('lost', 'future_node', [290, 640], { parameters: { anything: 1 } }),
    sampleNode('preview_4', 'preview_image', [1160, 400]),
  ];
  const links = [
    ['load.model', 'denoise.model'],
    ['load.text_encoder', 'prompt.text_encoder'],
    ['load.vae', 'decode.vae'],
    ['load.vae', 'decode_2.vae'],
    ['prompt.conditioning', 'denoise.positive'],
    ['noise.latents', 'slerp.a'],
    ['noise_2.latents', 'slerp.b'],
    ['numbers.numbers', 'slerp.t'],
    ['slerp.latents', 'denoise.latents'],
    ['denoise.latents', 'decode.latents'],
    ['decode.image', 'preview.image'],
    ['decode.image', 'preview_2.image'],
    ['decode.image', 'preview_3.image'],
    ['noise.latents', 'attribute.with'],
    ['noise_2.latents', 'attribute.without'],
    ['attribute.direction', 'apply.directions.1'],
    ['slerp.latents', 'apply.latents'],
    ['apply.latents', 'decode_2.latents'],
    ['slerp.latents', 'multi.points.1'],
    ['apply.latents', 'multi.points.2'],
    ['slerp.latents', 'reroute.value'],
    ['decode_2.image', 'preview_4.image'],
  ] as const;
  const group = {
    id: 'group',
    title: 'Directions',
    position: [260, 430] as [number, number],
    size: [870, 400] as [number, number],
  };
  return { ...workflowOf(nodes, links), groups: [{ ...group, color: '#5ab0f2' }] };
}

/** A soft gradient with a disc, different in every frame. */
export function samplePicture(size: number, frames: number, framesPerSecond?: number): Picture {
  const rgba = new Uint8ClampedArray(size * size * 4 * frames);
  for (let index = 0; index < size * size * frames; index += 1) {
    const frame = Math.floor(index / (size * size));
    const x = (index % size) / size;
    const y = Math.floor((index % (size * size)) / size) / size;
    const angle = (2 * Math.PI * frame) / Math.max(1, frames);
    const near = Math.hypot(x - 0.5 - 0.2 * Math.cos(angle), y - 0.5 - 0.2 * Math.sin(angle));
    const light = Math.exp(-near * near * 18);
    rgba.set([40 + 200 * light, 60 + 90 * y + 80 * light, 110 + 90 * (1 - y), 255], index * 4);
  }
  return { width: size, height: size, frames, rgba, ...(framesPerSecond ? { framesPerSecond } : {}) };
}

const nothing = { pictures: [], outputs: {}, warnings: [] } as const;
const latents = (level: string, norm: number, warning?: string) => ({
  type: 'latents' as const,
  text: `1 latents, 4 x 16 x 16, ${level}`,
  latents: { level, norm, ...(warning ? { warning } : {}) },
});

/** What runs could have told of the sample workflow. */
export function sampleStates(): ReadonlyMap<string, NodeState> {
  const fault = {
    code: 'wrong-space',
    message: 'These points belong to another latent space than the direction.',
    place: { node: 'apply' },
    remedy: 'Encode both with the same model.',
  };
  return new Map<string, NodeState>([
    ['load', { ...nothing, status: 'cached' }],
    ['prompt', { ...nothing, status: 'done', milliseconds: 23 }],
    ['noise', { ...nothing, status: 'done', milliseconds: 0.4, outputs: { latents: latents('pure noise', 1) } }],
    ['noise_2', { ...nothing, status: 'cached', outputs: { latents: latents('pure noise', 0.99) } }],
    [
      'slerp',
      {
        ...nothing,
        status: 'done',
        milliseconds: 1.2,
        outputs: { latents: latents('\u03c3 7.20', 0.71, 'The norm is far below the shell of this noise level.') },
      },
    ],
    [
      'denoise',
      {
        ...nothing,
        status: 'running',
        progress: { step: 12, of: 20, left: 140 },
        preview: samplePicture(64, 1),
        outputs: { latents: latents('clean', 0.93) },
      },
    ],
    ['decode', { ...nothing, status: 'queued' }],
    ['preview', { ...nothing, status: 'done', milliseconds: 3, pictures: [samplePicture(256, 1)] }],
    ['preview_2', { ...nothing, status: 'done', milliseconds: 3, pictures: [samplePicture(128, 12, 12)] }],
    ['preview_3', { ...nothing, status: 'done', milliseconds: 3, pictures: [samplePicture(96, 7)] }],
    ['apply', { ...nothing, status: 'failed', problem: fault }],
    ['multi', { ...nothing, status: 'done', milliseconds: 5, warnings: ['Two of the points are the same.'] }],
  ]);
}
