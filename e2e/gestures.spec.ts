import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.slow();

/** A hand that counts: each click, double click, drag, press of keys and text that is typed is one gesture. */
class Hand {
  gestures = 0;

  constructor(
    readonly page: Page,
    readonly arcspace: Arcspace,
  ) {}

  async does(gesture: Promise<unknown>): Promise<void> {
    this.gestures += 1;
    await gesture;
  }

  click(testId: string): Promise<void> {
    return this.does(this.page.getByTestId(testId).click());
  }

  press(keys: string): Promise<void> {
    return this.does(this.page.keyboard.press(keys));
  }

  /** Into what has the keyboard. */
  type(text: string): Promise<void> {
    return this.does(this.page.keyboard.type(text));
  }

  async run(): Promise<void> {
    await this.press('Control+Enter');
    await this.arcspace.idle();
  }

  async select(node: string): Promise<void> {
    await this.does(this.arcspace.select(node));
  }

  /** Replaces the text of a parameter of the selected node: a click, all of it, the new text. */
  async rewrite(parameter: string, text: string): Promise<void> {
    await this.click(`parameter-${parameter}`);
    await this.press('Control+a');
    await this.type(text);
  }
}

test('a text becomes a picture with six gestures', async ({ arcspace, page }) => {
  const hand = new Hand(page, arcspace);
  await hand.does(arcspace.openExample('text-to-image'));
  await hand.select('prompt');
  await hand.rewrite('text', 'a large green tree on a hill by day under a clear sky, warm colors, flat style');
  await hand.run();
  await arcspace.picture('decode');
  expect(hand.gestures).toBe(6);
});

test('a slider moves an attribute of a picture with four gestures', async ({ arcspace, page }) => {
  const hand = new Hand(page, arcspace);
  await hand.does(arcspace.openExample('image-to-image'));
  await hand.select('picture');
  await arcspace.canvas.focus();
  await hand.press('e');
  const explorer = page.getByTestId('explorer');
  const night = explorer.getByRole('slider', { name: 'Weights: Night' });
  const box = await night.boundingBox();
  if (!box) throw new Error('there is no slider');
  const middle = box.y + box.height / 2;
  await hand.does(arcspace.drag([box.x + box.width / 2, middle], [box.x + box.width, middle]));
  await expect(explorer.getByRole('spinbutton', { name: 'Weights: Night' })).toHaveValue('2');
  await expect(explorer.locator('canvas.explorer-picture')).toBeVisible({ timeout: 90_000 });
  expect(hand.gestures).toBe(4);
});

test('a walk between two prompts becomes a film with thirteen gestures', async ({ arcspace, page }) => {
  const hand = new Hand(page, arcspace);
  await hand.does(arcspace.openExample('prompt-walk'));
  await hand.select('from');
  await hand.rewrite('text', 'a large green tree on a hill by day under a clear sky, warm colors, flat style');
  await hand.select('to');
  await hand.rewrite('text', 'a large green tree on a hill at night under a clear sky, cool colors, flat style');
  // A wire that is dropped on the empty canvas asks for a node.
  const [x, y] = await arcspace.port('decode.image', 'output');
  await hand.does(arcspace.drag([x, y], [x + 30, y - 100]));
  await hand.type('save animation');
  await hand.press('Enter');
  await hand.run();
  await expect(page.getByTestId('toast').getByText(/^Saved /)).toBeVisible();
  expect(hand.gestures).toBe(13);
});

test('guidance is swept with eight gestures', async ({ arcspace, page }) => {
  const hand = new Hand(page, arcspace);
  await hand.does(arcspace.openExample('text-to-image'));
  await hand.does(arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } }));
  await hand.click('menu-sweep');
  await hand.does(page.getByTestId('sweep-across-parameter').selectOption('denoise.guidance'));
  // The list is opened, and its line is chosen.
  hand.gestures += 1;
  await hand.click('sweep-across-values');
  await hand.type('1:9:3');
  await hand.click('sweep-run');
  await expect(page.getByTestId('sweep-progress')).toHaveText('3 pictures', { timeout: 90_000 });
  expect(hand.gestures).toBe(8);
});
