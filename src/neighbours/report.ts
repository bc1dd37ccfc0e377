/** What became of a workflow of another program. */
export interface ImportReport {
  /** What it was: "ComfyUI workflow of version 0.4". */
  readonly format: string;
  readonly nodes: number;
  /** Nodes that are nodes of ours now. */
  readonly understood: number;
  readonly wires: number;
  /** Types that have no equal here, and how many nodes there are of each. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Whole sentences about what is not as it was. */
  readonly remarks: readonly string[];
}

const MOST_NAMED = 12;

/** One sentence or two for a notice. */
export function summaryOf({ format, nodes, understood, wires }: ImportReport): string {
  const rest = nodes - understood;
  const kept =
    rest === 0
      ? ''
      : ` ${count(rest, 'is a placeholder', 'are placeholders')} that ${rest === 1 ? 'keeps' : 'keep'} what the file says.`;
  return `${format}: ${understood} of ${count(nodes, 'node', 'nodes')} understood, ${count(wires, 'wire', 'wires')} kept.${kept}`;
}

/** All that is to be said, a sentence each. */
export function sentencesOf({ unknown, remarks }: ImportReport): string[] {
  if (unknown.size === 0) return [...remarks];
  const types = [...unknown]
    .sort((a, b) => b[1] - a[1])
    .map(([type, times]) => (times === 1 ? type : `${type} (${times})`));
  const named = types.slice(0, MOST_NAMED).join(', ');
  const more = types.length - MOST_NAMED;
  return [
    `Without an equal here, and kept as placeholders: ${named}${more > 0 ? ` and ${more} more types` : ''}. Replace or mute them to run what follows.`,
    ...remarks,
  ];
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
