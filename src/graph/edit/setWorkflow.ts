import type { Workflow } from '../workflow/schema.ts';
import { storable } from './point.ts';

export type Viewport = NonNullable<Workflow['viewport']>;

/** What is visible. Saved with the file, but no step of undo. */
export function setViewport(workflow: Workflow, viewport: Viewport): Workflow {
  const [x, y] = storable([viewport.x, viewport.y]);
  const zoom = Math.min(10, Math.max(0.05, Number.isFinite(viewport.zoom) ? viewport.zoom : 1));
  return { ...workflow, viewport: { ...workflow.viewport, x, y, zoom } };
}

export function setName(workflow: Workflow, name: string): Workflow {
  const trimmed = name.trim().slice(0, 200) || 'Untitled';
  return trimmed === workflow.name ? workflow : { ...workflow, name: trimmed };
}

/** Whether whoever opens it sees its inputs and results alone. */
export function setOpensInApp(workflow: Workflow, opensInApp: boolean): Workflow {
  const { opensIn: _, ...rest } = workflow;
  return opensInApp ? { ...rest, opensIn: 'app' } : rest;
}
