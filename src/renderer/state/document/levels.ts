import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Level, levelOf } from '../../../graph/blocks/level.ts';
import type { Viewport } from '../../../graph/edit/setWorkflow.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';

/** A workflow, and the block of it that is open. */
interface LookedAt {
  readonly workflow: Workflow;
  readonly document: { readonly id: string };
  readonly open?: string | null;
}

export interface Levels {
  readonly level: ReadonlySignal<Level>;
  /** Remembers where the window looks within the open block. @returns whether one is open */
  look(viewport: Viewport): boolean;
}

/** The level that is seen of a state. Where the window looks within blocks is remembered as long as the page is. */
export function createLevels(registry: NodeRegistry, state: ReadonlySignal<LookedAt>): Levels {
  const viewports: Signal<ReadonlyMap<string, Viewport>> = signal(new Map());
  let last: Level | undefined;
  const nameOf = (document: LookedAt['document'], block: string) => `${document.id} ${block}`;
  const level = computed(() => {
    const { workflow, document, open = null } = state.value;
    const viewport = open === null ? undefined : viewports.value.get(nameOf(document, open));
    last = levelOf(workflow, registry, { open, viewport }, last);
    return last;
  });
  return {
    level,
    look(viewport) {
      const { open } = level.peek();
      if (open === null) return false;
      viewports.value = new Map(viewports.peek()).set(nameOf(state.peek().document, open), viewport);
      return true;
    },
  };
}
