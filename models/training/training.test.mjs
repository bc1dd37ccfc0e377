import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { captionOf } from '../../src/scenes/caption.ts';
import { drawFactors } from '../../src/scenes/drawFactors.ts';
import { FOUR_STEPS } from '../evaluation/measures/fourSteps.ts';
import { openWorkbench } from '../evaluation/workbench.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** The stages of `train.py` without the export: each says a line when it has done a step. */
const TRAINING_AGAIN = [
  'import pathlib, sys',
  'from arcspace_model.recipe import TOY',
  'from arcspace_model.scenes import render',
  'from arcspace_model.stages import Stages',
  'folder = pathlib.Path(sys.argv[1])',
  "Stages(TOY, render(folder / 'scenes', TOY), folder).run()",
].join('\n');

const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3'];
const python = candidates.find((each) => spawnSync(each, ['-c', 'import torch, onnx']).status === 0);
if (python === undefined) {
  console.log(
    `The training of the embedded model is skipped: ${candidates.join(' and ')} cannot import torch and onnx. Debian's python3-torch and python3-onnx are enough, or let PYTHON name a Python that has them.`,
  );
}

describe.runIf(python)('the embedded model', () => {
  const run = (...args) =>
    execFileSync(python, args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  test('is trained on captions that say what the program says of a scene', () => {
    const scenes = Array.from({ length: 40 }, (_, index) => drawFactors(1, index, {}).factors);
    const script = [
      'import json, sys',
      'from arcspace_model.captions import caption',
      'from arcspace_model.scenes import FACTORS, NAMES',
      'scenes = json.loads(sys.argv[1])',
      'print(json.dumps([caption([FACTORS[name].index(scene[name]) for name in NAMES]) for scene in scenes]))',
    ].join('\n');
    expect(JSON.parse(run('-c', script, JSON.stringify(scenes)))).toEqual(scenes.map(captionOf));
  });

  test('comes out of the whole way at toy size, paints in the program, and is not trained again when it is done', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'arcspace-training-'));
    try {
      expect(run('train.py', '--out', folder, '--recipe', 'toy', '--threads', '1')).toMatch(
        /starter\/unet: .* of the peak/,
      );
      for (const network of [
        'starter/unet',
        'starter-fast/unet',
        'starter/text_encoder',
        'vae/beta-vae-4/vae_decoder',
      ]) {
        expect(existsSync(join(folder, 'models', network, 'model.onnx')), network).toBe(true);
      }
      const config = JSON.parse(readFileSync(join(folder, 'models/starter/vae_decoder/config.json'), 'utf8'));
      expect(config).toMatchObject({ latent_channels: 8 });
      expect(await paintedBy(folder, {})).toEqual([1, 3, 32, 32]);
      expect(await paintedBy(folder, FOUR_STEPS)).toEqual([1, 3, 32, 32]);
      expect(run('-c', TRAINING_AGAIN, folder)).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 1_200_000);
});

/** What the program's own engine makes of a prompt with the models that lie in the folder: the shape of the picture. */
async function paintedBy(folder, overrides) {
  const workbench = openWorkbench(folder);
  try {
    return (await workbench.pictures('prompts', 'decode.image', overrides)).shape;
  } finally {
    await workbench.close();
  }
}
