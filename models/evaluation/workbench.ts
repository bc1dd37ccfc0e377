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
import type { CodesOfSet } from '../../src/graph/values.ts';
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
  /** The same of an output of codes. */
  codes(name: string, output: string, overrides: Overrides): Promise<CodesOfSet>;
  /** Whether there is a model of this name. */
  has(model: string): boolean;
  close(): Promise<void>;
}

/** @param program a folder that holds `models` */
export function openWorkbench(program: string): Workbench {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-evaluation-'));
  const collected: unknown[] = [];
  const registry = withCollectors(collected);
  const engine = createEngine({ program, workspace, registry });
  let asked = 0;
  const collect = async (kind: keyof typeof kinds, name: string, output: string, overrides: Overrides) => {
    const workflow = collecting(kind, withParameters(read(name, registry), registry, overrides), output, asked++);
    const run = { workflow, path: null, targets: [COLLECTOR], watch: [], shown: {} };
    const { problem } = await engine.run(run, new AbortController().signal, () => {});
    if (problem) throw new Error(`${name}: ${problem.message} ${problem.remedy}`);
    const [value] = collected.splice(0);
    if (value === undefined) throw new Error(`${name}: ${output} gave nothing.`);
    return value;
  };
  return {
    pictures: async (...asked) => (await collect('image', ...asked)) as Tensor,
    codes: async (...asked) => (await collect('codes', ...asked)) as CodesOfSet,
    has: (model) => existsSync(join(program, 'models', model)),
    async close() {
      await engine.close();
      rmSync(workspace, { recursive: true });
    },
  };
}

const COLLECTOR = 'collector';

/** What can be collected, by the name of its port. */
const kinds = { image: port('image', 'The pictures.'), codes: port('codes', 'The codes.') } as const;

/** The nodes of the program, and one for each kind that keeps what it is given. */
function withCollectors(collected: unknown[]): NodeRegistry {
  const collectors = Object.entries(kinds).map(([kind, input]) =>
    defineNode({
      type: `${COLLECTOR}_${kind}`,
      version: 1,
      migrations: [],
      title: 'Collector',
      docs: 'Keeps what it is given for the evaluation.',
      inputs: { value: input },
      // A number of its own for each run, or the engine would know the result already and compute nothing.
      parameters: z.object({ run: z.int().default(0) }),
      outputs: {},
      examples: [],
      compute({ inputs: { value } }) {
        collected.push(value);
        return {};
      },
    }),
  );
  return new Map([...nodeRegistry, ...createRegistry({ evaluation: collectors })]);
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

function collecting(kind: keyof typeof kinds, workflow: Workflow, output: string, run: number): Workflow {
  const collector = {
    id: COLLECTOR,
    type: `${COLLECTOR}_${kind}`,
    version: 1,
    mode: 'on',
    position: [0, 0],
    parameters: { run },
  } as const;
  return {
    ...workflow,
    nodes: [...workflow.nodes, { ...collector, position: [0, 0] }],
    links: [...workflow.links, { from: output, to: `${COLLECTOR}.value` }],
  };
}
