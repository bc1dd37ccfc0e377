import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeRegistry } from '../../nodes/index.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { findParameter, withParameter } from '../../src/graph/parameters/findParameter.ts';
import { port } from '../../src/graph/port.ts';
import { createRegistry, type NodeRegistry } from '../../src/graph/registry.ts';
import { parseWorkflow } from '../../src/graph/workflow/parse.ts';
import type { Workflow } from '../../src/graph/workflow/schema.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

/** Parameters in place of those of the file, as "node.parameter". */
export type Overrides = Readonly<Record<string, unknown>>;

/** Runs the workflows beside this file by the program's own engine. */
export interface Workbench {
  /**
   * @param name of a file in `workflows`
   * @param output "node.port" of pictures
   * @returns the pictures [B, 3, H, W] in 0..1
   * @throws Error that says what the engine said
   */
  pictures(name: string, output: string, overrides: Overrides): Promise<Tensor>;
  /** Whether there is a model of this name. */
  has(model: string): boolean;
  close(): Promise<void>;
}

/** @param program a folder that holds `models` */
export function openWorkbench(program: string): Workbench {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-evaluation-'));
  const collected: Tensor[] = [];
  const registry = withCollector(collected);
  const engine = createEngine({ program, workspace, registry });
  let asked = 0;
  return {
    async pictures(name, output, overrides) {
      const workflow = collecting(withParameters(read(name, registry), registry, overrides), output, asked++);
      const run = { workflow, path: null, targets: [COLLECTOR], watch: [], shown: {} };
      const { problem } = await engine.run(run, new AbortController().signal, () => {});
      if (problem) throw new Error(`${name}: ${problem.message} ${problem.remedy}`);
      const [pictures] = collected.splice(0);
      if (!pictures) throw new Error(`${name}: ${output} gave no pictures.`);
      return pictures;
    },
    has: (model) => existsSync(join(program, 'models', model)),
    async close() {
      await engine.close();
      rmSync(workspace, { recursive: true });
    },
  };
}

const COLLECTOR = 'collector';

/** The nodes of the program, and one that keeps the pictures it is given. */
function withCollector(collected: Tensor[]): NodeRegistry {
  const collector = defineNode({
    type: COLLECTOR,
    version: 1,
    migrations: [],
    title: 'Collector',
    docs: 'Keeps pictures for the evaluation.',
    inputs: { image: port('image', 'The pictures.') },
    // A number of its own for each run, or the engine would know the result already and compute nothing.
    parameters: z.object({ run: z.int().default(0) }),
    outputs: {},
    examples: [],
    compute({ inputs: { image } }) {
      collected.push(image);
      return {};
    },
  });
  return new Map([...nodeRegistry, ...createRegistry({ evaluation: [collector] })]);
}

function read(name: string, registry: NodeRegistry): Workflow {
  return parseWorkflow(readFileSync(join(import.meta.dirname, WORKFLOWS, `${name}.json`), 'utf8'), registry).workflow;
}

/** From `out/evaluation`, where the bundle lies. */
const WORKFLOWS = '../../models/evaluation/workflows';

/** @throws ArcspaceError for a node or a parameter that is not there: a misspelt override would change nothing in silence */
export function withParameters(workflow: Workflow, registry: NodeRegistry, overrides: Overrides): Workflow {
  let changed = workflow;
  for (const [name, value] of Object.entries(overrides)) {
    const { node, parameter } = findParameter(workflow, registry, name);
    changed = withParameter(changed, node.id, parameter, value);
  }
  return changed;
}

function collecting(workflow: Workflow, output: string, run: number): Workflow {
  const collector = {
    id: COLLECTOR,
    type: COLLECTOR,
    version: 1,
    mode: 'on',
    position: [0, 0],
    parameters: { run },
  } as const;
  return {
    ...workflow,
    nodes: [...workflow.nodes, { ...collector, position: [0, 0] }],
    links: [...workflow.links, { from: output, to: `${COLLECTOR}.image` }],
  };
}
