import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';

const WIDTH = 210;
const HEIGHT = 90;
const MARGIN = 40;

/** The graph as a small drawing: where its nodes are and what flows between them. */
export function GraphSketch({ workflow }: { workflow: Workflow }) {
  const { registry } = useApp().editor;
  const { nodes, links } = workflow;
  if (nodes.length === 0) return null;
  const xs = nodes.map((node) => node.position[0]);
  const ys = nodes.map((node) => node.position[1]);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const width = Math.max(...xs) + WIDTH + MARGIN - left;
  const height = Math.max(...ys) + HEIGHT + MARGIN - top;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const wires = links.flatMap((link) => {
    const from = parseLinkEnd(link.from);
    const source = byId.get(from?.node ?? '');
    const target = byId.get(parseLinkEnd(link.to)?.node ?? '');
    if (!from || !source || !target) return [];
    const type = registry.get(source.type)?.outputs[from.port]?.type ?? 'any';
    const [x1, y1] = [source.position[0] + WIDTH, source.position[1] + HEIGHT / 2];
    const [x2, y2] = [target.position[0], target.position[1] + HEIGHT / 2];
    const bend = Math.max(40, Math.abs(x2 - x1) / 2);
    return [{ key: link.to, type, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }];
  });
  return (
    <svg class="sketch" viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true">
      {wires.map(({ key, type, path }) => (
        <path key={key} class={`wire-${type}`} d={path} />
      ))}
      {nodes.map((node) => (
        <rect key={node.id} x={node.position[0]} y={node.position[1]} width={WIDTH} height={HEIGHT} rx={10} />
      ))}
    </svg>
  );
}
