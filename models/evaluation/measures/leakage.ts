import { type FactorName, factorNames, factorWords } from '../../../src/scenes/facts.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { changes, judge } from '../judge.ts';
import type { Reading } from '../probe.ts';
import { promptOf } from '../scenes.ts';
import { hundredths, type Section, type Tools } from '../section.ts';
import type { Overrides } from '../workbench.ts';
import { type Attribute, reading, setsFor } from './attributes.ts';

/** Shares of the pictures. */
interface Finding {
  readonly success: number;
  readonly leakage: number;
  readonly changed: Partial<Record<FactorName, number>>;
}

/** Pictures of the wanted style by the renderer, which leak nothing, and by injection at two levels. */
const ways: readonly (readonly [name: string, edit: (style: string) => Edit])[] = [
  ['rendered', (style) => ['attribute', 'scenes.image', { 'scenes.style': style }]],
  ['rendered, decoded', (style) => ['attribute', 'decode.image', { 'scenes.style': style, 'apply.strength': 0 }]],
  ['level .7, prompt', (style) => injected(0.7, style)],
  ['level .75, prompt', (style) => injected(0.75, style)],
];

type Edit = readonly [workflow: string, output: string, overrides: Overrides];

const others = factorNames.filter((name) => name !== 'style');

/** Which factors turn with a style, and how many of them the probe takes for others in true pictures of that style. */
export async function leakageOfStyles(tools: Tools): Promise<Section> {
  const styles = factorWords.style.filter((each) => each !== 'flat');
  const found = new Map<string, Finding[]>(ways.map(([name]) => [name, []]));
  const rows: string[][] = [];
  for (const style of styles) {
    const attribute: Attribute = { factor: 'style', from: 'flat', to: style };
    const before = await reading(tools, 'attribute', 'decode.image', {
      ...setsFor(attribute, tools),
      'apply.strength': 0,
    });
    for (const [name, edit] of ways) {
      const [workflow, output, overrides] = edit(style);
      const after = await reading(tools, workflow, output, { ...setsFor(attribute, tools), ...overrides });
      const finding = findingOf(before, after, style);
      found.get(name)?.push(finding);
      rows.push(row(`${style}: ${name}`, finding));
    }
  }
  const means = ways.map(([name]) => row(`mean: ${name}`, meanOf(found.get(name) ?? [])));
  return {
    title: 'Leakage of styles',
    about: `What turns with a style, as shares of ${tools.count} flat scenes. Rendered: the same scenes in the style by the renderer, as they are and encoded and decoded, so what turns there is the error of the probe and of the autoencoder. Below them the direction injected with the prompt that names the style: at low noise (.7 of the schedule), and at .75. Ink thins every colour towards the paper, each by another amount, and one direction moves all by the same: so colour and palette turn with it, and less where less noise is added.`,
    columns: ['', 'success / leakage', ...others],
    rows: [...rows, ...means],
  };
}

function injected(level: number, style: string): Edit {
  const prompt = promptOf({ style: style as (typeof factorWords.style)[number] });
  return ['injected', 'decode.image', { 'inject.level': level, 'inject.strength': 1, 'prompt.text': prompt }];
}

function findingOf(before: readonly Reading[], after: readonly Reading[], style: string): Finding {
  return { ...judge(before, after, 'style', style), changed: changes(before, after, 'style') };
}

function meanOf(findings: readonly Finding[]): Finding {
  return {
    success: mean(findings.map(({ success }) => success)),
    leakage: mean(findings.map(({ leakage }) => leakage)),
    changed: Object.fromEntries(others.map((name) => [name, mean(findings.map(({ changed }) => changed[name] ?? 0))])),
  };
}

function row(name: string, { success, leakage, changed }: Finding): string[] {
  const figures = `${hundredths(success)} / ${hundredths(leakage)}`;
  return [name, figures, ...others.map((factor) => hundredths(changed[factor]))];
}
