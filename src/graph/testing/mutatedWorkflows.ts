import { TorchGenerator } from '../../tensor/random.ts';
import type { NodeRegistry } from '../registry.ts';

/** Values that break what expects another one. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(300),
  [],
  {},
  [[]],
  { toString: 1, valueOf: 2 },
  '__proto__',
  'constructor',
  '\u0000',
  '..',
];

/** Draws whole numbers, the same for the same seed. */
function createDice(seed: number) {
  const generator = new TorchGenerator(seed);
  const below = (count: number) => generator.randint(0, Math.max(1, count), 1)[0] as number;
  return { below, oneOf: <T>(list: readonly T[]) => list[below(list.length)] as T };
}

type Dice = ReturnType<typeof createDice>;

/** A workflow of any nodes with any wires, now and then sound, then changed in a few places: text of a file. */
export function mutatedWorkflow(seed: number, registry: NodeRegistry): string {
  const dice = createDice(seed);
  const file = randomFile(dice, registry);
  for (let change = dice.below(4); change > 0; change--) mutate(file, dice);
  const text = JSON.stringify(file);
  return dice.below(10) === 0 ? spoilt(text, dice) : text;
}

function randomFile(dice: Dice, registry: NodeRegistry): Record<string, unknown> {
  const types = [...registry.values()];
  const nodes = Array.from({ length: 1 + dice.below(12) }, (_, index) => {
    const { type, version } = dice.oneOf(types);
    const mode = dice.oneOf(['on', 'on', 'on', 'bypass', 'mute']);
    return { id: `n${index}`, type, version, mode, position: [dice.below(500), dice.below(500)], parameters: {} };
  });
  const ends = nodes.flatMap(({ id, type }) => {
    const entry = registry.get(type);
    const inputs = Object.entries(entry?.inputs ?? {}).flatMap(([name, { options }]) =>
      options.repeat ? [`${name}.1`, `${name}.2`, `${name}.3`] : [name],
    );
    return [{ id, inputs, outputs: Object.keys(entry?.outputs ?? {}) }];
  });
  const links = Array.from({ length: dice.below(24) }, () => {
    const [source, target] = [dice.oneOf(ends), dice.oneOf(ends)];
    const from = `${source.id}.${dice.oneOf([...source.outputs, 'gone'])}`;
    return { from, to: `${target.id}.${dice.oneOf([...target.inputs, 'gone'])}` };
  });
  return { format: 'arcspace-workflow', version: 2, name: 'Any', nodes, links, groups: [], inputs: [], models: [] };
}

/** Puts something odd somewhere, takes something away, or repeats it. */
function mutate(file: Record<string, unknown>, dice: Dice): void {
  let holder: Record<string, unknown> | unknown[] = file;
  for (let depth = dice.below(5); depth > 0; depth--) {
    const inner: unknown = dice.oneOf(Object.values(holder));
    if (typeof inner === 'object' && inner !== null) holder = inner as Record<string, unknown>;
  }
  if (Array.isArray(holder) && holder.length > 0 && dice.below(3) === 0) holder.push(dice.oneOf(holder));
  else
    Object.assign(holder, {
      [dice.oneOf([...Object.keys(holder), 'version', 'more'])]: structuredClone(dice.oneOf(ODD)),
    });
}

/** Text with a piece cut out. */
function spoilt(text: string, dice: Dice): string {
  const start = dice.below(text.length);
  return text.slice(0, start) + text.slice(start + dice.below(20));
}
