import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

export default defineNode({
  type: 'switch',
  version: 1,
  migrations: [],
  title: 'Switch',
  docs: `Passes one of two inputs on: the one for on, or the one for off. Both take anything, such as latents, prompts, models or numbers, and should be of one kind.

What leads to the other input alone is not computed, nor does it have to be complete, where On or off, a Number, or nothing at all is wired to "which". Where a number comes from a node that computes it, both are computed first.`,
  errors: ['Nothing wired to the input that it is to pass on.'],
  keywords: ['comfyswitchnode', 'if', 'else', 'condition', 'choose', 'select', 'branch', 'boolean', 'toggle'],
  inputs: {
    off: port('any', 'What is passed on while it is off.', { optional: true }),
    on: port('any', 'What is passed on while it is on.', { optional: true }),
    which: port('number', 'A number in place of the parameter: 0 is off, any other is on.', { optional: true }),
  },
  parameters: z.object({
    is_on: z
      .boolean()
      .default(false)
      .describe('Whether the input for on is passed on.')
      .meta({ label: 'On', hiddenByWire: 'which' }),
  }),
  outputs: { value: port('any', 'The one that was chosen.') },
  chooses: {
    by: 'which',
    unneeded: ({ is_on }, which) => [isChosen(is_on, which) ? 'off' : 'on'],
  },
  examples: [
    { title: 'Off', parameters: {} },
    { title: 'On', parameters: { is_on: true } },
  ],
  compute({ inputs: { off, on, which }, parameters: { is_on } }) {
    const isOn = isChosen(is_on, which);
    const value = isOn ? on : off;
    if (value === undefined) throw nothingWired(isOn ? 'on' : 'off');
    return { value };
  },
});

function isChosen(isOn: boolean, which: number | undefined): boolean {
  return which === undefined ? isOn : which !== 0;
}

function nothingWired(side: 'on' | 'off'): ArcspaceError {
  return new ArcspaceError(
    'missing-input',
    `The switch is ${side}, and nothing is wired to "${side}".`,
    'Wire something to it, or turn the switch.',
    { port: side },
  );
}
