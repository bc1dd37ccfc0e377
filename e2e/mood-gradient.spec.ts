import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Drags a wire from a port a little aside, where nothing is, and takes what the palette offers for these words. */
async function dropAndTake(
  arcspace: Arcspace,
  port: string,
  side: 'input' | 'output',
  words: string,
  down = 0,
): Promise<void> {
  const { page } = arcspace;
  const count = (await arcspace.workflow()).nodes.length;
  const [x, y] = await arcspace.port(port, side);
  await arcspace.drag([x, y], [x + (side === 'input' ? -40 : 40), y + down]);
  await page.getByTestId('palette-search').fill(words);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(count + 1);
}

/** Clicks the field of a folder on a node and takes the tile of this path. */
async function chooseFolder(arcspace: Arcspace, node: string, parameter: string, tile: string): Promise<void> {
  const { x, y, width, height } = await arcspace.widgetRect(node, parameter);
  await arcspace.page.mouse.click(x + width / 2, y + height / 2);
  await arcspace.page.getByRole('dialog').getByRole('button', { name: tile }).first().click();
  await expect(arcspace.page.getByRole('dialog')).toBeHidden();
}

test('from the palette alone, a mood gradient is found, wired and seen', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load model', [100, 60]);
  await arcspace.addNode('mood', [640, 160]);
  await dropAndTake(arcspace, 'mood_gradient.to', 'input', 'attribute vector');
  await dropAndTake(arcspace, 'attribute_vector.positive.1', 'input', 'load images');
  await dropAndTake(arcspace, 'attribute_vector.negative.1', 'input', 'load images');
  await chooseFolder(arcspace, 'load_images_2', 'folder', 'images/sets/night/minus');
  await dropAndTake(arcspace, 'mood_gradient.latents', 'input', 'encode', -60);
  await dropAndTake(arcspace, 'encode.image', 'input', 'load image');
  await dropAndTake(arcspace, 'mood_gradient.t', 'input', 'numbers', 200);
  await dropAndTake(arcspace, 'mood_gradient.latents', 'output', 'decode');
  await page.keyboard.press('f');
  await dropAndTake(arcspace, 'decode.image', 'output', 'grid');
  await arcspace.run();

  const { nodes, links } = await arcspace.workflow();
  expect(nodes.find(({ id }) => id === 'load_images_2')?.parameters.folder).toBe('images/sets/night/minus');
  expect(
    links
      .filter(({ from }) => from === 'load_model.vae')
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['attribute_vector.vae', 'decode.vae', 'encode.vae']);
  await arcspace.picture('image_grid');
  expect((await arcspace.state('decode'))?.pictures).toHaveLength(1);
  for (const { id } of nodes) expect((await arcspace.state(id))?.problem, id).toBeUndefined();
});
