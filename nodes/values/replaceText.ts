import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

/** Characters of a result: more than any prompt has. */
const LONGEST = 1_000_000;

const piece = (description: string, isPrompt = true) =>
  z.string().max(20_000).default('').describe(description).meta({ control: 'multiline', isPrompt });

export default defineNode({
  type: 'replace_text',
  version: 1,
  migrations: [],
  title: 'Replace text',
  docs: `Replaces every place where one text stands in another: a template with SUBJECT in it becomes a prompt, for example. Capitals count.

Where nothing is searched for, the replacement comes before, between and after all characters, as in Python and in Replace of ComfyUI.

Typical setup: connect Text nodes, followed by Prompt.`,
  errors: ['A result of more than 1,000,000 characters.'],
  keywords: [
    'stringreplace',
    'string replace',
    'find and replace',
    'substitute',
    'swap',
    'template',
    'string',
    'prompt',
  ],
  inputs: {
    text: port('text', 'The text, in place of the parameter.'),
    find: port('text', 'What is searched for, in place of the parameter.'),
    replacement: port('text', 'What stands there afterwards, in place of the parameter.'),
  },
  parameters: z.object({
    text: piece('The text in which something is replaced.'),
    find: piece('What is searched for.', false),
    replacement: piece('What stands there afterwards; nothing removes what was found.'),
  }),
  outputs: { text: port('text', 'The text with everything replaced.') },
  examples: [
    {
      title: 'A template',
      parameters: { text: 'a portrait of SUBJECT, watercolor', find: 'SUBJECT', replacement: 'a red fox' },
    },
  ],
  compute({ inputs: { text, find, replacement } }) {
    if (text.length > LONGEST) throw tooLong(text.length, 'text', 'Use a shorter text.');
    // Python's characters are whole code points, which the pieces of split('') are not.
    const pieces = find === '' ? ['', ...text, ''] : text.split(find);
    const length = text.length + (pieces.length - 1) * (replacement.length - find.length);
    if (length > LONGEST)
      throw tooLong(length, 'replacement', 'Use a shorter replacement, or search for a longer text.');
    return { text: pieces.join(replacement) };
  },
});

function tooLong(length: number, port: string, remedy: string): ArcspaceError {
  return new ArcspaceError(
    'too-large',
    `The text would have ${length.toLocaleString('en')} characters; the most are ${LONGEST.toLocaleString('en')}.`,
    remedy,
    { port },
  );
}
