import { cp, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

const starter = resolve(import.meta.dirname, '../models/starter');

test('the models panel says what each model is, and of a broken one why and what to do', async ({
  arcspace,
  host,
  page,
}) => {
  const broken = join(host.workspace, 'models/broken-download');
  await cp(starter, broken, { recursive: true });
  await truncate(join(broken, 'unet/model.onnx'), 1000);
  await arcspace.startEmpty();
  await page.keyboard.press('ControlOrMeta+Shift+M');
  const whole = page.getByTestId('model-starter');
  await expect(whole).toContainText('Stable Diffusion 1 or 2');
  await expect(whole).toContainText('128 x 128 pixels');
  await expect(whole).toContainText('float16');
  await expect(whole).not.toContainText('Cannot run');
  await expect(page.getByTestId('model-broken-download')).toContainText(
    /Cannot run.*unet\/model\.onnx is incomplete.*Copy or download this file again/s,
  );
  await expect(page.getByRole('region', { name: 'Model folders' })).toContainText(join(host.workspace, 'models'));
});

test('a workflow whose model is not here says so, and takes the same model under another name with one click', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  const example = await readFile('workflows/text-to-image.json', 'utf8');
  const elsewhere = example.replaceAll('"starter"', '"poster-model"');
  await dropFile(arcspace.canvas, 'elsewhere.json', 'application/json', Buffer.from(elsewhere));
  const notice = page.getByRole('status', { name: 'Missing models' });
  await expect(notice).toContainText('There is no model called "poster-model" (Stable Diffusion 1 or 2) here.');
  await expect(notice).toContainText('"starter" holds the same files. Choose it instead.');
  await expect.poll(async () => (await arcspace.state('model'))?.problem?.message).toContain('poster-model');
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await expect(page.getByRole('region', { name: 'Missing models' })).toContainText('poster-model');
  await notice.getByRole('button', { name: 'Use starter', exact: true }).click();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await arcspace.state('model'))?.problem).toBeUndefined();
  expect((await arcspace.workflow()).nodes.find(({ id }) => id === 'model')?.parameters).toEqual({ model: 'starter' });
});

/** A .safetensors file whose numbers are all zero. */
function weightsFile(tensors: Readonly<Record<string, readonly number[]>>): Buffer {
  let end = 0;
  const described = Object.entries(tensors).map(([name, shape]) => {
    const begin = end;
    end += 2 * shape.reduce((product, length) => product * length, 1);
    return [name, { dtype: 'F16', shape, data_offsets: [begin, end] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(described)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(end)]);
}

test('a LoRA, a VAE and an embedding that are not here are named like a model, and replaced with one click', async ({
  arcspace,
  host,
  page,
}) => {
  const layer = 'lora_unet_mid_block_attentions_0_proj_in';
  const files = {
    'loras/Ink_v2': { [`${layer}.lora_down.weight`]: [1, 4], [`${layer}.lora_up.weight`]: [4, 1] },
    'embeddings/rain-2': { emb_params: [1, 8] },
  };
  for (const [name, tensors] of Object.entries(files)) {
    const path = join(host.workspace, `${name}.safetensors`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, weightsFile(tensors));
  }
  await arcspace.startEmpty();
  const example = JSON.parse(await readFile('workflows/text-to-image.json', 'utf8'));
  const more = [
    { id: 'ink', type: 'load_lora', version: 1, parameters: { lora: 'ink-v2' } },
    { id: 'parts', type: 'load_model_parts', version: 1, parameters: { vae: 'ae' } },
    { id: 'says', type: 'prompt', version: 2, parameters: { text: 'a house, (embedding:rain2:1.2)' } },
  ];
  const elsewhere = { ...example, nodes: [...example.nodes, ...more] };
  await dropFile(arcspace.canvas, 'elsewhere.json', 'application/json', Buffer.from(JSON.stringify(elsewhere)));
  const notice = page.getByRole('status', { name: 'Missing models' });
  await expect(notice).toContainText('There is no LoRA called "ink-v2" here.');
  await expect(notice).toContainText('There is no VAE called "ae" here.');
  await expect(notice).toContainText('There is no embedding called "rain2" here.');
  await expect.poll(async () => (await arcspace.state('ink'))?.problem?.message).toContain('ink-v2');
  await expect.poll(async () => (await arcspace.state('says'))?.problem?.message).toContain('rain2');
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await expect(page.getByRole('region', { name: 'Missing models' })).toContainText('ink-v2');
  await expect(page.getByRole('region', { name: 'LoRAs' })).toContainText(/Ink_v2.*LoRA, rank 1/);
  await expect(page.getByRole('region', { name: 'Embeddings' })).toContainText(/rain-2.*Embedding/);
  await notice.getByRole('button', { name: 'Use Ink_v2' }).click();
  await notice.getByRole('button', { name: 'Use rain-2' }).click();
  await expect(notice).not.toContainText('LoRA');
  await expect(notice).toContainText('There is no VAE called "ae" here.');
  const parameters = async (id: string) => (await arcspace.workflow()).nodes.find((node) => node.id === id)?.parameters;
  expect(await parameters('ink')).toEqual({ lora: 'Ink_v2' });
  expect(await parameters('says')).toEqual({ text: 'a house, (embedding:rain-2:1.2)' });
});

test('what a checkpoint does not say is chosen in the models panel, and saved beside it', async ({
  arcspace,
  host,
  page,
}) => {
  const packed = await readFile('fixtures/checkpoint-headers/sd21-tiny.json.gz');
  const { file } = JSON.parse(gunzipSync(packed).toString());
  const folder = join(host.workspace, 'models');
  await mkdir(join(folder, 'vae'), { recursive: true });
  await writeFile(join(folder, 'mine.safetensors'), weightsFile(file));
  await writeFile(join(folder, 'vae/other.safetensors'), weightsFile({ a: [1] }));
  const saved = () =>
    readFile(join(folder, 'mine.config.json'), 'utf8').then(
      (text) => JSON.parse(text),
      () => null,
    );
  await arcspace.startEmpty();
  await page.keyboard.press('ControlOrMeta+Shift+M');
  const settings = page.getByTestId('settings-mine');
  await settings.getByText('Settings').click();
  const prediction = page.getByTestId('setting-scheduler-prediction_type');
  await expect(prediction.locator('option').first()).toHaveText(/^Guessed: (epsilon|v_prediction)$/);
  await expect(settings).toContainText('It is taken to predict');
  await prediction.selectOption('sample');
  await expect.poll(saved).toEqual({ scheduler: { prediction_type: 'sample' } });
  await page.getByTestId('setting-vae-file').selectOption('vae/other.safetensors');
  await expect(settings).toContainText('does not hold a VAE');
  expect(await saved()).toEqual({ scheduler: { prediction_type: 'sample' } });
  await prediction.selectOption('');
  await expect.poll(saved).toBeNull();
  const spacing = settings.getByLabel('Timestep spacing');
  await expect(spacing.locator('option')).toHaveText(['As usual for the sampler', 'linspace', 'leading', 'trailing']);
  await spacing.selectOption('trailing');
  await settings.getByLabel('Scheduler').selectOption('EulerDiscreteScheduler');
  await settings.getByLabel('Clip skip').selectOption('1');
  await expect.poll(saved).toEqual({
    scheduler: { timestep_spacing: 'trailing', _class_name: 'EulerDiscreteScheduler' },
    text_encoder: { clip_skip: 1 },
  });
});

test('parts of models in files of their own are listed as what they are, and chosen by name', async ({
  arcspace,
  host,
  page,
}) => {
  const files = {
    'vae/ae': { 'decoder.conv_in.weight': [8, 16, 3, 3], 'decoder.mid.block_1.conv1.weight': [8, 8, 3, 3] },
    'text_encoders/clip_l': { 'text_model.embeddings.token_embedding.weight': [8, 768] },
  };
  for (const [name, tensors] of Object.entries(files)) {
    const path = join(host.workspace, 'models', `${name}.safetensors`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, weightsFile(tensors));
  }
  await arcspace.startEmpty();
  await page.keyboard.press('ControlOrMeta+Shift+M');
  const parts = page.getByRole('region', { name: 'Parts of models' });
  await expect(parts).toContainText(/ae.*VAE, 16 channels/);
  await expect(parts).toContainText(/clip_l.*CLIP-L/);
  await arcspace.addNode('load model from parts', [80, 120]);
  const vae = page.getByTestId('parameter-vae');
  await expect(vae.locator('option')).toHaveText([
    'Of the model',
    'beta-vae-1 (VAE, 10 channels)',
    'beta-vae-4 (VAE, 10 channels)',
    'ae (VAE, 16 channels)',
    'starter',
    'starter-fast',
  ]);
  await vae.selectOption('ae');
  await page.getByTestId('parameter-text_encoder').selectOption({ label: 'clip_l (CLIP-L)' });
  expect((await arcspace.workflow()).nodes.at(-1)?.parameters).toMatchObject({ vae: 'ae', text_encoder: 'clip_l' });
  await arcspace.run();
  await expect(page.getByTestId('inspector')).toContainText('vae/ae.safetensors has no tensor');
});
