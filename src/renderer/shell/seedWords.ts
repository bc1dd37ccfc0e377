import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { SeedMode } from '../../jobs/job.ts';
import { type Seed, seedName, seedsOfRun } from '../../jobs/seeds.ts';
import { texts } from '../text/texts.ts';

export const seedModes: readonly SeedMode[] = ['fixed', 'random', 'next'];

/** Seeds that are written out. */
const WRITTEN = 3;

/** "Noise: 5, 6, 7, ..., 14" */
export function seedWords(
  workflow: Workflow,
  registry: NodeRegistry,
  seed: Seed,
  mode: SeedMode,
  count: number,
): string {
  const node = workflow.nodes.find(({ id }) => id === seed.node);
  const title = node ? nodeTitle(node, registry) : seed.node;
  if (mode === 'random') return texts.queue.randomSeed(title, count);
  if (mode === 'fixed') return texts.queue.fixedSeed(title, seed.value, count);
  const valueAt = (index: number) => seedsOfRun([seed], 'next', index, () => 0)[seedName(seed)];
  const written = Array.from({ length: Math.min(count, WRITTEN) }, (_, index) => valueAt(index));
  const more = count > WRITTEN + 1 ? ['…'] : [];
  const last = count > WRITTEN ? [valueAt(count - 1)] : [];
  return `${title}: ${[...written, ...more, ...last].join(', ')}`;
}
