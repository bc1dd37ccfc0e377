import { levelOf } from '../../graph/blocks/level.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { currentTheme } from '../canvas/themeWatch.ts';
import { categoryTint, wireColour } from '../theme/tokens.ts';
import { sketchOf } from './sketchOf.ts';

const HEADER = 46;

/** The graph itself in place of a picture, drawn as the canvas shows it from afar. */
export function GraphSketch({ workflow }: { workflow: Workflow }) {
  const level = levelOf(workflow, useApp().editor.registry, { open: null });
  const sketch = sketchOf(level.workflow, level.registry);
  const theme = currentTheme();
  if (!sketch) return null;
  return (
    <svg class="sketch" viewBox={sketch.view.join(' ')} aria-hidden="true">
      {sketch.wires.map(({ key, type, path }) => (
        <path key={key} style={{ '--wire': wireColour(type) }} d={path} />
      ))}
      {sketch.nodes.map(({ id, category, x, y, width, height }) => (
        <g key={id} style={{ '--tint': categoryTint(theme, category) }}>
          <rect class="body" x={x} y={y} width={width} height={height} rx={14} />
          <rect class="head" x={x} y={y} width={width} height={HEADER} rx={14} />
        </g>
      ))}
    </svg>
  );
}
