import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { publishedFile } from '../testing/publishedFiles.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { checkpointSettings, saveCheckpointSetting } from './checkpointSettings.ts';
import { readCheckpoint } from './readCheckpoint.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const beside = () => at('model.config.json');
const saved = () => JSON.parse(readFileSync(beside(), 'utf8'));

function checkpoint(published: string, keep: (name: string) => boolean = () => true): string {
  const shapes = Object.entries(publishedFile(published).file).filter(([name]) => keep(name));
  return writeZeros(at('model.safetensors'), Object.fromEntries(shapes));
}

const briefly = async (file: string) =>
  (await checkpointSettings(file)).map(({ part, key, said, usual }) => [part, key, said, usual]);

describe('settings of a checkpoint', () => {
  test('are what was guessed, with the reason, and the files of its parts', async () => {
    const file = checkpoint('sd21');
    writeZeros(folder.write('vae/other.safetensors', ''), { a: [1] });
    const [prediction, ...others] = await checkpointSettings(file);
    expect(prediction).toMatchObject({
      part: 'scheduler',
      key: 'prediction_type',
      said: null,
      usual: 'v_prediction',
      choices: ['epsilon', 'v_prediction', 'sample'],
      why: expect.stringContaining('It is taken to predict velocity (v)'),
    });
    expect(others.slice(-2).map(({ part, key, choices }) => [part, key, choices])).toEqual([
      ['vae', 'file', ['vae/other.safetensors']],
      ['text_encoder', 'file', ['vae/other.safetensors']],
    ]);
  });

  test('are the parts that it lacks too', async () => {
    const file = checkpoint('sdxl', (name) => name.startsWith('model.diffusion_model.'));
    expect(await briefly(file)).toEqual([
      ['scheduler', 'prediction_type', null, 'epsilon'],
      ['scheduler', '_class_name', null, 'EulerDiscreteScheduler'],
      ['scheduler', 'timestep_spacing', null, 'leading'],
      ['text_encoder', 'clip_skip', null, 0],
      ['vae', 'file', null, null],
      ['text_encoder', 'file', null, null],
      ['text_encoder_2', 'file', null, null],
    ]);
  });

  test('are the scheduler and its spacing, where the sampler says what is usual, and the layers that can be left out', async () => {
    const settings = await checkpointSettings(checkpoint('sd21'));
    const chosen = (key: string) => settings.find((setting) => setting.key === key);
    expect(chosen('_class_name')?.choices).toContain('EulerAncestralDiscreteScheduler');
    expect(chosen('_class_name')?.choices).not.toContain('FlowMatchEulerDiscreteScheduler');
    expect(chosen('_class_name')?.choices).not.toContain('EDMEulerScheduler');
    expect(chosen('timestep_spacing')).toMatchObject({ usual: null, choices: ['linspace', 'leading', 'trailing'] });
    expect(chosen('clip_skip')?.choices.at(-1)).toBe('12');
  });

  test.each([
    ['LCMScheduler', false],
    ['DPMSolverSinglestepScheduler', false],
    ['UniPCMultistepScheduler', true],
  ])('are how timesteps are spaced where %s heeds that: %s', async (name, heeds) => {
    const file = checkpoint('sd21');
    folder.write('model.config.json', JSON.stringify({ scheduler: { _class_name: name } }));
    const keys = (await checkpointSettings(file)).map(({ key }) => key);
    expect(keys.includes('timestep_spacing')).toBe(heeds);
  });

  test('are schedulers for a flow, and no layers, of FLUX', async () => {
    const settings = await checkpointSettings(checkpoint('flux-dev'));
    const keys = settings.map(({ key }) => key);
    expect(keys).not.toContain('timestep_spacing');
    expect(keys).not.toContain('clip_skip');
    const { choices } = settings.find(({ key }) => key === '_class_name') ?? { choices: [] };
    expect(choices).toContain('FlowMatchHeunDiscreteScheduler');
    expect(choices.every((name) => name.startsWith('FlowMatch'))).toBe(true);
  });
});

/** Of a checkpoint whose parts can all be used. */
const save = (file: string, setting: Parameters<typeof saveCheckpointSetting>[1]) =>
  saveCheckpointSetting(file, setting, async () => undefined);

describe('a scheduler that is written by hand', () => {
  const edm = { scheduler: { _class_name: 'EDMEulerScheduler' } };

  test.each([
    ['sd15', edm, 'were trained with EDM: model.safetensors is a Stable Diffusion 1 model, trained on a table'],
    ['flux-dev', edm, 'trained by flow matching'],
    ['sdxl', { scheduler: { _class_name: 'FlowMatchEulerDiscreteScheduler' } }, 'were trained by flow matching'],
    ['flux-dev', { scheduler: { _class_name: 'DDIMScheduler' } }, 'were trained on a table of noise levels'],
  ])('is refused where %s was trained otherwise', async (name, settings, words) => {
    const file = checkpoint(name);
    folder.write('model.config.json', JSON.stringify(settings));
    const read = readCheckpoint(file);
    await expect(read).rejects.toThrow(words);
    await expect(read).rejects.toMatchObject({
      place: { file: beside() },
      remedy: expect.stringContaining('Remove "_class_name" there, or write'),
    });
  });

  test('is obeyed for models of the kind of SDXL that were trained with EDM, as Playground 2.5', async () => {
    const file = checkpoint('sdxl');
    folder.write('model.config.json', JSON.stringify(edm));
    expect((await readCheckpoint(file)).scheduler._class_name).toBe('EDMEulerScheduler');
  });
});

describe('a setting that is saved', () => {
  test('is what the checkpoint is read with, and can be taken back', async () => {
    const file = checkpoint('sd21');
    await save(file, { part: 'scheduler', key: 'prediction_type', value: 'epsilon' });
    expect(saved()).toEqual({ scheduler: { prediction_type: 'epsilon' } });
    expect((await readCheckpoint(file)).scheduler.prediction_type).toBe('epsilon');
    expect((await briefly(file))[0]).toEqual(['scheduler', 'prediction_type', 'epsilon', 'v_prediction']);
    await save(file, { part: 'scheduler', key: 'prediction_type', value: null });
    expect(existsSync(beside())).toBe(false);
  });

  test('leaves what else the file says', async () => {
    const file = checkpoint('sd21');
    const before = { scheduler: { prediction_type: 'epsilon', timestep_spacing: 'trailing' }, unet: { mine: 1 } };
    folder.write('model.config.json', JSON.stringify(before));
    await save(file, { part: 'scheduler', key: 'prediction_type', value: null });
    expect(saved()).toEqual({ scheduler: { timestep_spacing: 'trailing' }, unet: { mine: 1 } });
  });

  test('of a part that the model cannot have is refused, and the file stays as it was', async () => {
    const file = checkpoint('sd21');
    const setting = { part: 'vae', key: 'file', value: 'vae/other.safetensors' };
    const refused = saveCheckpointSetting(file, setting, () => Promise.reject(new Error('no VAE')));
    await expect(refused).rejects.toThrow('no VAE');
    expect(existsSync(beside())).toBe(false);
    await save(file, { part: 'scheduler', key: 'prediction_type', value: 'epsilon' });
    const again = saveCheckpointSetting(file, setting, () => Promise.reject(new Error('no VAE')));
    await expect(again).rejects.toThrow('no VAE');
    expect(saved()).toEqual({ scheduler: { prediction_type: 'epsilon' } });
  });

  test('is kept with others that are chosen before it is written', async () => {
    const file = checkpoint('sd21');
    await Promise.all([
      save(file, { part: 'scheduler', key: 'timestep_spacing', value: 'trailing' }),
      save(file, { part: 'text_encoder', key: 'clip_skip', value: 1 }),
    ]);
    expect(saved()).toEqual({ scheduler: { timestep_spacing: 'trailing' }, text_encoder: { clip_skip: 1 } });
  });

  test('that its scheduler contradicts is refused, and the file stays as it was', async () => {
    const file = checkpoint('sd21');
    const before = { scheduler: { algorithm_type: 'dpmsolver' } };
    folder.write('model.config.json', JSON.stringify(before));
    const setting = { part: 'scheduler', key: '_class_name', value: 'DPMSolverMultistepScheduler' };
    await expect(save(file, setting)).rejects.toThrow(/The scheduler of model\.safetensors .*final_sigmas_type/);
    expect(saved()).toEqual(before);
  });
});
