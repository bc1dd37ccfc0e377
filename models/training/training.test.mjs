import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { captionOf } from '../../src/scenes/caption.ts';
import { drawFactors } from '../../src/scenes/drawFactors.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const python = process.env.PYTHON ?? 'python3';
const canTrain = spawnSync(python, ['-c', 'import torch, onnx, onnxruntime']).status === 0;
if (!canTrain) {
  console.log(
    `The training of the embedded model is skipped: ${python} has no torch, onnx and onnxruntime (PYTHON may name another).`,
  );
}

describe.runIf(canTrain)('the embedded model', () => {
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

  test('comes out of the whole way at toy size, goes on where it was stopped, and is exported as it was trained', () => {
    const folder = mkdtempSync(join(tmpdir(), 'arcspace-training-'));
    const train = () => run('train.py', '--out', folder, '--recipe', 'toy', '--threads', '1');
    try {
      expect(train()).toMatch(/starter\/unet: .* of the peak/);
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
      // Every training is over: the second time only the networks are written again.
      const trained = statSync(join(folder, 'denoiser.log')).size;
      expect(train()).not.toMatch(/step 0/);
      expect(statSync(join(folder, 'denoiser.log')).size).toBeLessThan(2.5 * trained);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 600_000);
});
