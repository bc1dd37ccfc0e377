import { median } from '../../../bench/measure.ts';
import type { Section, Tools } from '../section.ts';
import type { Overrides } from '../workbench.ts';
import { FOUR_STEPS } from './fourSteps.ts';

const ROUNDS = 7;

/** From a seed to the decoded picture, model and prompt being there already. */
export async function speed({ workbench }: Tools): Promise<Section> {
  const timed = async (overrides: Overrides) => {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const begun = performance.now();
      await workbench.pictures('prompts', 'decode.image', { ...overrides, 'noise.seed': 5000 + round });
      times.push(performance.now() - begun);
    }
    // The first opens the networks.
    return `${median(times.slice(1)).toFixed(0)} ms`;
  };
  const rows = [['20 steps, guidance 3', await timed({})]];
  if (workbench.has(FOUR_STEPS['model.model'])) rows.push(['4 steps, starter-fast', await timed(FOUR_STEPS)]);
  return {
    title: 'Speed',
    about: 'A picture of 128 x 128 from a new seed, decoded: the median of seven, on the machine that made this card.',
    columns: ['', 'time'],
    rows,
  };
}
