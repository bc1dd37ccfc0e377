import { expect, test } from './fixtures/test.ts';

const SEVEN = [
  ['load model', [40, 60]],
  ['prompt', [330, 40]],
  ['noise', [330, 330]],
  ['denoise step', [620, 40]],
  ['denoise', [900, 40]],
  ['decode', [620, 460]],
  ['preview', [330, 560]],
] as const;

test('a graph of seven nodes, built by hand, runs, survives undo and redo, a file and a reload', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  for (const [words, at] of SEVEN) await arcspace.addNode(words, at);
  const types = ['load_model', 'prompt', 'noise', 'denoise_step', 'denoise', 'decode', 'preview_image'];
  expect((await arcspace.workflow()).nodes.map((node) => node.type)).toEqual(types);
  // What hangs on the one model there is, hangs on it from the start.
  expect((await arcspace.workflow()).links.map(({ from, to }) => `${from} to ${to}`)).toEqual([
    'load_model.text_encoder to prompt.text_encoder',
    'load_model.model to noise.model',
    'load_model.model to denoise_step.model',
    'load_model.model to denoise.model',
    'load_model.vae to decode.vae',
  ]);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('f');

  await arcspace.wire('noise.latents', 'denoise_step.latents');
  await arcspace.wire('prompt.conditioning', 'denoise_step.conditioning');
  await arcspace.wire('prompt.conditioning', 'denoise.conditioning');
  await arcspace.wire('denoise_step.latents', 'denoise.latents');
  await arcspace.wire('denoise.latents', 'decode.latents');
  await arcspace.wire('decode.image', 'preview_image.image');
  await arcspace.select('prompt');
  await arcspace.setParameter('text', 'a large red lighthouse by the sea at night');

  await arcspace.run();
  const picture = await arcspace.picture('preview_image');
  const built = await arcspace.workflow();

  await arcspace.canvas.click({ position: { x: 20, y: 20 } });
  for (let presses = 0; presses < 60; presses++) await page.keyboard.press('Control+z');
  expect((await arcspace.workflow()).nodes).toEqual([]);
  expect((await arcspace.workflow()).links).toEqual([]);
  for (let presses = 0; presses < 60; presses++) await page.keyboard.press('Control+Shift+z');
  const { nodes, links } = await arcspace.workflow();
  expect({ nodes, links }).toEqual({ nodes: built.nodes, links: built.links });

  await page.keyboard.press('Control+s');
  await page.getByTestId('save-as-name').fill('seven nodes');
  await page.getByTestId('save-as-confirm').click();
  await expect(page.getByTestId('unsaved')).toBeHidden();

  await arcspace.reopen();
  await arcspace.page.keyboard.press('Control+o');
  await page.getByTestId('start-seven nodes').click();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(7);
  expect((await arcspace.workflow()).links).toEqual(built.links);
  await arcspace.run();
  expect(await arcspace.picture('preview_image')).toBe(picture);
});

test('the first start shows the examples, and one key later a picture appears step by step', async ({
  arcspace,
  page,
}) => {
  for (const name of [
    'text-to-image',
    'slerp-animation',
    'attribute-vector-sweep',
    'style-transfer',
    'noise-level-arithmetic',
    'multi-slerp',
    'image-to-image',
  ]) {
    await expect(page.getByTestId(`start-${name}`)).toBeVisible();
  }
  await arcspace.leaveStartPage();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('run-status')).toBeVisible();
  await arcspace.idle();
  expect(await arcspace.picture('decode')).toMatch(/^128x128/);
});

test('a second run executes nothing, and a new seed gives another picture', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.run();
  const first = await arcspace.picture('decode');
  await arcspace.run();
  for (const node of ['model', 'prompt', 'noise', 'denoise', 'decode']) {
    expect((await arcspace.state(node))?.status).toBe('cached');
  }
  await arcspace.select('noise');
  await arcspace.setParameter('seed', '99');
  await page.getByTestId('run').click();
  await expect.poll(() => arcspace.picture('decode'), { timeout: 30_000 }).not.toBe(first);
  expect((await arcspace.state('prompt'))?.status).toBe('cached');
});
