import { type FactorName, type Facts, factorNames } from '../../../src/scenes/facts.ts';
import { TorchGenerator } from '../../../src/tensor/random.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { accuracy } from '../judge.ts';
import type { Reading } from '../probe.ts';
import { drawnFacts, promptOf } from '../scenes.ts';
import { hundredths, type Section, type Tools } from '../section.ts';
import type { Overrides } from '../workbench.ts';
import { FOUR_STEPS } from './fourSteps.ts';

const SEED = 900_601;
const DEFAULT_GUIDANCE = 3;

/** Whether pictures show what their prompts say, at several guidances, for prompts that say all or a part, and in four steps. */
export async function promptedFactors(tools: Tools): Promise<Section> {
  const whole = drawnFacts(SEED, tools.count);
  const partial = whole.map(partOf);
  const rows: (string | number)[][] = [];
  const measure = async (name: string, asked: readonly Partial<Facts>[], overrides: Overrides) => {
    const right = accuracy(await painted(tools, asked, overrides), asked);
    const average = mean(
      factorNames.map((factor) => right[factor] ?? Number.NaN).filter((value) => !Number.isNaN(value)),
    );
    rows.push([name, hundredths(average), ...factorNames.map((factor) => hundredths(right[factor]))]);
  };
  for (const guidance of [1, 2, DEFAULT_GUIDANCE, 5, 7]) {
    await measure(`all factors, guidance ${guidance}`, whole, { 'denoise.guidance': guidance });
  }
  await measure(`three factors, guidance ${DEFAULT_GUIDANCE}`, partial, { 'denoise.guidance': DEFAULT_GUIDANCE });
  if (tools.workbench.has(FOUR_STEPS['model.model'])) await measure('all factors, four steps', whole, FOUR_STEPS);
  return {
    title: 'Prompted factors',
    about: `Share of the factors of a prompt that a probe, trained on renders, reads back from the picture: ${tools.count} prompts, one seed each, DPM++ 2M in 20 steps unless it says otherwise.`,
    columns: ['', 'mean', ...factorNames],
    rows,
  };
}

async function painted(
  { workbench, probe }: Tools,
  asked: readonly Partial<Facts>[],
  overrides: Overrides,
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const [index, facts] of asked.entries()) {
    const prompt = { 'prompt.text': promptOf(facts), 'noise.seed': index };
    readings.push(
      ...(await probe.read(await workbench.pictures('prompts', 'decode.image', { ...prompt, ...overrides }))),
    );
  }
  return readings;
}

/** The subject and two more factors, drawn for each prompt. */
function partOf(facts: Facts, index: number): Partial<Facts> {
  const others: FactorName[] = factorNames.filter((name) => name !== 'subject');
  const [first = 0, second = 0] = new TorchGenerator(SEED + index).rand([2]).data;
  const one = others.splice(Math.floor(first * others.length), 1)[0] as FactorName;
  const two = others[Math.floor(second * others.length)] as FactorName;
  return { subject: facts.subject, [one]: facts[one], [two]: facts[two] };
}
