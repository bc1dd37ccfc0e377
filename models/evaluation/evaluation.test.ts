import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { validate } from '../../src/graph/validate.ts';
import { parseWorkflow } from '../../src/graph/workflow/parse.ts';
import { captionOf } from '../../src/scenes/caption.ts';
import { drawFactors } from '../../src/scenes/drawFactors.ts';
import { type Facts, factorNames, factorWords, factsOf } from '../../src/scenes/facts.ts';
import { renderScene } from '../../src/scenes/renderScene.ts';
import { stack } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { cardOf } from './card.ts';
import { accuracy, changes, judge } from './judge.ts';
import { openProbe, type Reading } from './probe.ts';
import { drawnFacts, promptOf } from './scenes.ts';
import { withParameters } from './workbench.ts';

const here = import.meta.dirname;
const workflows = readdirSync(join(here, 'workflows')).map((file) => {
  return { file, ...parseWorkflow(readFileSync(join(here, 'workflows', file), 'utf8'), nodeRegistry) };
});
const scene = (index: number) => drawFactors(77, index, {});
const reading = (facts: Partial<Facts>): Reading => ({
  facts: { ...(drawnFacts(5, 1)[0] as Facts), ...facts },
  probabilities: {} as Reading['probabilities'],
});

describe('the workflows of the evaluation', () => {
  it.each(workflows)('$file opens without a warning and could run', ({ workflow, warnings }) => {
    expect(warnings).toEqual([]);
    expect(validate(workflow, nodeRegistry)).toEqual([]);
  });

  it('take other parameters, and refuse those of a node that is not there', () => {
    const [{ workflow }] = workflows as [(typeof workflows)[0]];
    const changed = withParameters(workflow, nodeRegistry, { 'vector.seed': 7 });
    expect(changed.nodes.find(({ id }) => id === 'vector')?.parameters).toMatchObject({ seed: 7, scale: 'raw' });
    expect(() => withParameters(workflow, nodeRegistry, { 'vektor.seed': 7 })).toThrow('has no node "vektor"');
    expect(() => withParameters(workflow, nodeRegistry, { 'vector.sead': 7 })).toThrow('has no parameter "sead"');
  });
});

describe('a prompt of the evaluation', () => {
  it('that names every factor is the caption that the program gives the scene', () => {
    for (let index = 0; index < 40; index++) {
      const { factors } = scene(index);
      expect(promptOf(factsOf(factors))).toBe(captionOf(factors));
    }
  });

  it('says what is given and nothing else', () => {
    expect(promptOf({ time: 'night' })).toBe('a scene at night');
    expect(promptOf({ subject: 'tree', palette: 'warm' })).toBe('a tree, warm colours');
  });
});

describe('a verdict', () => {
  const before = [reading({ time: 'day', colour: 'red' }), reading({ time: 'day', colour: 'red' })];

  it('counts the pictures that took the new value, and what else changed', () => {
    const after = [reading({ time: 'night', colour: 'red' }), reading({ time: 'day', colour: 'blue' })];
    expect(judge(before, after, 'time', 'night')).toEqual({ success: 0.5, leakage: 1 / 16 });
  });

  it('says which factors changed, and leaves out the one that was to change', () => {
    const after = [reading({ time: 'night', colour: 'red' }), reading({ time: 'day', colour: 'blue' })];
    const changed = changes(before, after, 'time');
    expect(changed).toMatchObject({ colour: 0.5, subject: 0 });
    expect(changed).not.toHaveProperty('time');
  });

  it('of an edit that changes nothing is neither success nor leakage', () => {
    expect(judge(before, before, 'time', 'night')).toEqual({ success: 0, leakage: 0 });
  });

  it('on prompts counts only the factors that were asked for', () => {
    const right = accuracy([reading({ time: 'day' }), reading({ time: 'day' })], [{ time: 'day' }, { time: 'night' }]);
    expect(right).toEqual({ time: 0.5 });
  });
});

describe('the probe', () => {
  it('reads every factor of scenes that it was not trained on', async () => {
    const probe = await openProbe(join(here, 'probe'));
    const drawn = Array.from({ length: 24 }, (_, index) => scene(index));
    const pictures = drawn.map(({ factors, variation }) =>
      finish(renderScene(factors, { width: 128, height: 128 }, { variation })),
    );
    const readings = await probe.read(stack(pictures));
    const right = readings.flatMap(({ facts }, index) => {
      const truth = factsOf((drawn[index] as (typeof drawn)[0]).factors);
      return factorNames.map((name) => facts[name] === truth[name]);
    });
    expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.98);
    for (const name of factorNames) {
      const sum = readings[0]?.probabilities[name].reduce((total, share) => total + share, 0);
      expect(readings[0]?.probabilities[name]).toHaveLength(factorWords[name].length);
      expect(sum).toBeCloseTo(1, 6);
    }
  });
});

describe('the card', () => {
  it('is a table for each measure, with what it means above it', () => {
    const card = cardOf([
      { title: 'Speed', about: 'How long.', columns: ['', 'time'], rows: [['a picture', '12 ms']] },
    ]);
    expect(card).toContain('## Speed\n\nHow long.\n\n|  | time |\n| --- | --- |\n| a picture | 12 ms |\n');
  });
});
