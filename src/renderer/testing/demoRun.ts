import type { Picture, RunEvent } from '../../graph/events.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Summary } from '../../graph/summary.ts';
import type { PortType } from '../../graph/values.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import { outlineOf } from '../rail/outline.ts';

const SIDE = 128;
const STEPS = 12;

/** A soft landscape of colours; `blur` of 1 is all noise. */
function paint(seed: number, blur: number, frames = 1): Picture {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4 * frames);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let at = 0; at < SIDE * SIDE; at += 1) {
      const x = (at % SIDE) / SIDE;
      const y = Math.floor(at / SIDE) / SIDE;
      const phase = seed + frame / 6;
      const hill = Math.sin(x * 5 + phase) * 0.12 + 0.6;
      const noise = (Math.sin(at * 12.9898 + seed) * 43758.5453) % 1;
      const base = y > hill ? [60, 96, 78] : [240 - 150 * y, 150 + 40 * Math.sin(phase), 120 + 100 * y];
      const to = (frame * SIDE * SIDE + at) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        rgba[to + channel] = (base[channel] ?? 0) * (1 - blur) + (128 + 127 * noise) * blur;
      }
      rgba[to + 3] = 255;
    }
  }
  return { width: SIDE, height: SIDE, frames, rgba, ...(frames > 1 ? { framesPerSecond: 12 } : {}) };
}

function summaryOf(type: PortType): Summary {
  if (type === 'latents') {
    const latents = { level: 'clean', norm: 0.99 };
    return { type, text: '1 point, clean', shape: [1, 4, 16, 16], latents };
  }
  if (type === 'image') return { type, text: '1 image, 3 × 128 × 128', shape: [1, 3, 128, 128] };
  return { type, text: type.replaceAll('_', ' ') };
}

function seedOf(workflow: Workflow): number {
  return workflow.nodes.reduce((sum, node) => sum + Number(node.parameters.seed ?? node.parameters.t ?? 0), 0);
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Events as the engine would send them, with pictures made up here. */
export async function* demoRun(workflow: Workflow, registry: NodeRegistry, slow: boolean): AsyncGenerator<RunEvent> {
  const nodes = outlineOf(workflow).map(({ node }) => node);
  const seed = seedOf(workflow);
  yield { type: 'queued', nodes: nodes.map((node) => node.id) };
  for (const node of nodes) yield* demoNode(node, registry, seed, slow);
  yield { type: 'done', outcome: 'completed', executed: nodes.length, cached: 0, milliseconds: 900 };
}

async function* demoNode(
  node: WorkflowNode,
  registry: NodeRegistry,
  seed: number,
  slow: boolean,
): AsyncGenerator<RunEvent> {
  yield { type: 'started', node: node.id };
  if (node.type.startsWith('denoise')) {
    for (let step = 1; step <= STEPS; step += 1) {
      await pause(slow ? 160 : 20);
      const preview = paint(seed, 1 - step / STEPS);
      yield { type: 'progress', node: node.id, step, of: STEPS, left: (STEPS - step) * 160, preview };
    }
  } else await pause(slow ? 90 : 5);
  const entry = registry.get(node.type);
  const outputs = Object.fromEntries(
    Object.entries(entry?.outputs ?? {}).map(([name, port]) => [name, summaryOf(port.type)]),
  );
  const pictures = entry?.preview ? [paint(seed, 0, node.type === 'save_animation' ? 24 : 1)] : [];
  yield {
    type: 'finished',
    node: node.id,
    key: `${node.id} ${seed} ${JSON.stringify(node.parameters)}`,
    cached: false,
    milliseconds: 90,
    outputs,
    pictures,
    warnings: [],
    files: [],
  };
}
