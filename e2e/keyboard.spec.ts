import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { nativeKeys } from './fixtures/nativeKeys.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('shortcuts go by the place of a key on a keyboard without Latin letters', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('noise', [200, 200]);
  const keys = await nativeKeys(page);
  const types = async () => (await arcspace.workflow()).nodes.map((node) => node.type);
  await keys.control('я', 'KeyZ');
  await expect.poll(types).toEqual([]);
  await keys.control('ν', 'KeyY');
  await keys.control('н', 'KeyY');
  await expect.poll(types).toEqual(['noise']);
  await arcspace.select('noise');
  await keys.press('и', 'KeyB');
  await expect.poll(async () => (await arcspace.workflow()).nodes[0]?.mode).toBe('bypass');
  await keys.control('ד', 'KeyS');
  await expect(page.getByTestId('save-as-name')).toBeFocused();
});

/** Every field that keys mean something in, by what brings it up. */
const fields: readonly (readonly [string, (arcspace: Arcspace, page: Page) => Promise<string>])[] = [
  [
    'the palette',
    async (arcspace, page) => {
      await arcspace.canvas.dblclick({ position: { x: 900, y: 700 } });
      await page.getByTestId('palette-search').fill('te');
      return '[data-testid=palette-search]';
    },
  ],
  ['the name of the workflow', async () => '[data-testid=file-name]'],
  [
    'the title of a node',
    async (arcspace) => {
      await arcspace.select('schedule');
      return '[data-testid=node-title]';
    },
  ],
  [
    'a number',
    async (arcspace) => {
      await arcspace.select('schedule');
      return '[data-testid=parameter-steps]';
    },
  ],
  [
    'a list of numbers',
    async (arcspace) => {
      await arcspace.select('numbers');
      return '[data-testid=parameter-list]';
    },
  ],
  [
    'a text',
    async (arcspace) => {
      await arcspace.select('text');
      return '[data-testid=parameter-text]';
    },
  ],
  [
    'the search for a picture',
    async (arcspace, page) => {
      await arcspace.select('load_image');
      await page.getByTestId('inspector').getByRole('button', { name: 'Choose a picture' }).click();
      await page.getByRole('searchbox').fill('content-boat');
      await expect(page.locator('.picture-choice')).toHaveCount(1);
      return '.popover input[type=search]';
    },
  ],
  [
    'the name to save by',
    async (_, page) => {
      await page.getByTestId('save').click();
      return '[data-testid=save-as-name]';
    },
  ],
  [
    'a text on the canvas',
    async (arcspace, page) => {
      const { x, y } = await arcspace.nodeRect('note');
      await page.mouse.dblclick(x + 40, y + 13);
      return '.canvas-field';
    },
  ],
  [
    'the search of the palette panel',
    async (_, page) => {
      await page.getByTestId('rail-palette').click();
      return '.panel-search input';
    },
  ],
];

async function build(arcspace: Arcspace): Promise<void> {
  await arcspace.startEmpty();
  await arcspace.addNode('numbers', [30, 40]);
  await arcspace.addNode('text', [270, 40]);
  await arcspace.addNode('load image', [510, 40]);
  await arcspace.addNode('schedule', [750, 40]);
  await arcspace.addNode('note', [30, 480]);
}

test('Enter, Escape, Tab and arrows of an input method do nothing but compose', async ({ arcspace, page }) => {
  await build(arcspace);
  const before = await arcspace.workflow();
  const keys = await nativeKeys(page);
  for (const [name, bringUp] of fields) {
    await test.step(name, async () => {
      const field = page.locator(await bringUp(arcspace, page));
      await field.focus();
      await page.keyboard.press('End');
      const typed = await field.inputValue();
      const { nodes } = await arcspace.workflow();
      for (const key of ['Enter', 'Escape', 'Tab', 'ArrowDown', 'Backspace']) await keys.compose('か', key);
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(`${typed}か`);
      expect((await arcspace.workflow()).nodes.length).toBe(nodes.length);
      await keys.endComposition('か');
      await expect(field).toHaveValue(`${typed}か`);
      await page.keyboard.press('Escape');
      if (await page.locator('.popover, .palette').count()) await page.keyboard.press('Escape');
    });
  }
  expect((await arcspace.workflow()).nodes.map(({ id }) => id)).toEqual(before.nodes.map(({ id }) => id));
});

const ends = ['Enter', 'Escape'] as const;

for (const end of ends) {
  test(`after ${end} in a field the canvas has the keyboard`, async ({ arcspace, page }) => {
    await build(arcspace);
    for (const [name, bringUp] of fields) {
      if (name === 'a text' && end === 'Enter') continue;
      await test.step(name, async () => {
        const field = page.locator(await bringUp(arcspace, page));
        await field.focus();
        await page.keyboard.press(end);
        await expect(arcspace.canvas).toBeFocused();
      });
    }
  });
}

test('what was typed is taken by Enter and left by Escape', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('schedule', [300, 300]);
  await arcspace.select('schedule');
  const type = async (testId: string, text: string, end: string) => {
    await page.getByTestId(testId).fill(text);
    await page.keyboard.press(end);
    const { name, nodes } = await arcspace.workflow();
    return { name, title: (nodes[0] as { title?: string } | undefined)?.title, steps: nodes[0]?.parameters.steps };
  };
  const before = await type('file-name', 'Other', 'Escape');
  expect(before.name).not.toBe('Other');
  expect(await type('node-title', 'Other', 'Escape')).toEqual(before);
  expect(await type('parameter-steps', '7', 'Escape')).toEqual(before);
  await type('file-name', 'Mine', 'Enter');
  await type('node-title', 'My steps', 'Enter');
  expect(await type('parameter-steps', '7', 'Enter')).toEqual({ name: 'Mine', title: 'My steps', steps: 7 });
});

test('keys act on the canvas after a field: Delete, undo, frame and Space', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('schedule', [300, 300]);
  await arcspace.select('schedule');
  await arcspace.setParameter('steps', '7');
  const position = async () => (await arcspace.nodeRect('schedule')).x;
  await page.keyboard.press('f');
  const framed = await position();
  await page.keyboard.down(' ');
  await page.mouse.move(200, 700);
  await page.mouse.down();
  await page.mouse.move(280, 700, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up(' ');
  expect((await position()) - framed).toBeCloseTo(80, 0);
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(1);
});
