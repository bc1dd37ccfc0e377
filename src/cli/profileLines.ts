import type { NetworkProfile, OperatorProfile } from '../engine/profile/networkProfile.ts';
import { titleOf } from '../protocol/providers.ts';

/** Operators that take less of the time are summed up. */
const WORTH_A_LINE = 0.01;

/** A network's nodes by provider, then its operators as a table, the most expensive first. */
export function profileLines({ network, nodes, milliseconds, operators }: NetworkProfile): string[] {
  const shown = operators.filter(({ share }) => share >= WORTH_A_LINE);
  const others = operators.filter(({ share }) => share < WORTH_A_LINE);
  const rest = others.reduce((sum, each) => ({ nodes: sum.nodes + each.nodes, share: sum.share + each.share }), {
    nodes: 0,
    share: 0,
  });
  return [
    '',
    `${network}: ${nodes} nodes, ${providersWords(operators)}, ${Math.round(milliseconds)} ms`,
    ...shown.map((each) => line(each.operator, titleOf(each.provider), each)),
    ...(rest.nodes > 0
      ? [line(others.length === 1 ? '1 other operator' : `${others.length} other operators`, '', rest)]
      : []),
  ];
}

/** "all on CPU", or "310 on WebGPU, 12 on CPU". */
function providersWords(operators: readonly OperatorProfile[]): string {
  const nodes = new Map<string, number>();
  for (const each of operators) {
    const title = titleOf(each.provider);
    nodes.set(title, (nodes.get(title) ?? 0) + each.nodes);
  }
  if (nodes.size === 1) return `all on ${[...nodes.keys()][0]}`;
  return [...nodes].map(([title, count]) => `${count} on ${title}`).join(', ');
}

function line(name: string, provider: string, { nodes, share }: Pick<OperatorProfile, 'nodes' | 'share'>): string {
  const columns = [
    name.padEnd(28),
    provider.padEnd(10),
    `${nodes}`.padStart(6),
    `${(share * 100).toFixed(1)} %`.padStart(8),
  ];
  return `  ${columns.join('')}`;
}
