import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { changeNetwork } from '../engine/testing/changeNetwork.ts';
import { workflowIn } from '../graph/png/pngText.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace, arcspaceWatched } from './testing/arcspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-cli-'));
const workspace = join(folder, 'workspace');
const program = programFolder();
const textToImage = join(program, 'workflows/text-to-image.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** Few steps: the tests are about the command line. */
const run = (file: string, out: string, ...args: string[]) =>
  arcspace('run', file, '--json', '-w', workspace, '--out', join(folder, out), ...args);
const quick = ['--set', 'steps=2'];
const lines = (out: string) => out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

function variant(name: string, change: (file: Record<string, unknown>) => unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(textToImage, 'utf8')))));
  return path;
}

/** The same workflow as it would be saved where the starter model lies under another name. */
function withModel(workflow: Record<string, unknown>, id: string): object {
  const nodes = workflow.nodes as { id: string }[];
  const [starter] = workflow.models as object[];
  const loading = nodes.map((node) => (node.id === 'model' ? { ...node, parameters: { model: id } } : node));
  return { ...workflow, nodes: loading, models: [{ ...starter, id }] };
}

/** A LoRA of rank 1 that changes nothing. */
function loraFile(): Buffer {
  const tensors = { down: [1, 4], up: [4, 1] };
  const described = Object.entries(tensors).map(([name, shape], index) => [
    `lora_unet_mid_block_attentions_0_proj_in.lora_${name}.weight`,
    { dtype: 'F32', shape, data_offsets: [16 * index, 16 * (index + 1)] },
  ]);
  const header = Buffer.from(JSON.stringify(Object.fromEntries(described)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(32)]);
}

describe('arcspace run', () => {
  test('writes the picture and tells what happens, line by line and without pixels', async () => {
    const { code, out } = await run(textToImage, 'first', ...quick);
    expect(code).toBe(0);
    const events = lines(out);
    expect(events[0]).toMatchObject({ type: 'queued' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'progress', node: 'denoise', step: 2, of: 2 }));
    expect(events.at(-2)).toMatchObject({ type: 'done', outcome: 'completed' });
    expect(events.at(-1)).toEqual({ type: 'saved', files: [join(folder, 'first/text-to-image-decode.png')] });
    expect(out).not.toContain('rgba');
    expect(readdirSync(join(folder, 'first'))).toEqual(['text-to-image-decode.png']);
  });

  test('the same inputs give the same bytes, another seed gives others', async () => {
    await run(textToImage, 'same', ...quick);
    await run(textToImage, 'again', ...quick);
    await run(textToImage, 'other', ...quick, '--set', 'noise.seed=8');
    const picture = (out: string) => readFileSync(join(folder, out, 'text-to-image-decode.png'));
    expect(picture('again').equals(picture('same'))).toBe(true);
    expect(picture('other').equals(picture('same'))).toBe(false);
  });

  test('the picture carries the workflow with what was set, and runs again', async () => {
    await run(textToImage, 'carried', ...quick, '--set', 'seed=11');
    const picture = join(folder, 'carried/text-to-image-decode.png');
    const carried = workflowIn(readFileSync(picture)) ?? '';
    expect(JSON.parse(carried).nodes).toContainEqual(
      expect.objectContaining({ id: 'noise', parameters: expect.objectContaining({ seed: 11 }) }),
    );
    const { code, out } = await run(picture, 'from-picture');
    expect(code).toBe(0);
    const [saved] = (lines(out).at(-1)?.files ?? []) as string[];
    expect(readFileSync(saved ?? '').equals(readFileSync(picture))).toBe(true);
  });

  test('a wrong setting ends with code 2 before anything runs', async () => {
    const { code, errors } = await run(textToImage, 'none', '--set', 'nois.seed=8');
    expect(code).toBe(2);
    expect(errors).toContain('Did you mean "noise"?');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test('a file in place of the results folder ends with code 2 before anything runs', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const { code, out, errors } = await run(textToImage, 'taken');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain('is a file, not a folder.\n  Name a folder with --out.');
  });

  test('an invalid workflow ends with code 3 and names the node and the port', async () => {
    const file = variant('unwired.json', ({ links, ...workflow }) => ({
      ...workflow,
      links: (links as { to: string }[]).filter(({ to }) => to !== 'decode.latents'),
    }));
    const { code, errors } = await run(file, 'none');
    expect(code).toBe(3);
    expect(errors).toContain('decode.latents');
  });

  test('a file that is no workflow ends with code 3', async () => {
    writeFileSync(join(folder, 'broken.json'), '{"format": "arcspace-wor');
    expect(await run(join(folder, 'broken.json'), 'none')).toMatchObject({ code: 3 });
  });

  test('says where saved files lie by their whole path, inside the workspace too', async () => {
    const out = join(workspace, 'mine');
    const file = variant('saving.json', ({ nodes, links, ...workflow }) => ({
      ...workflow,
      nodes: [
        ...(nodes as object[]),
        { id: 'save', type: 'save_latents', version: 1, position: [0, 0], parameters: {} },
      ],
      links: [...(links as object[]), { from: 'noise.latents', to: 'save.latents' }],
    }));
    const { code, out: said } = await arcspace('run', file, '--json', '-w', workspace, '--out', out, ...quick);
    expect(code).toBe(0);
    expect(lines(said).at(-1)?.files).toContain(join(out, 'latents.safetensors'));
  });

  test('reads a workflow that begins with a byte order mark', async () => {
    writeFileSync(join(folder, 'marked.json'), `\ufeff${readFileSync(textToImage, 'utf8')}`);
    expect(await arcspace('validate', join(folder, 'marked.json'))).toMatchObject({ code: 0 });
  });

  test('a missing file ends with code 4', async () => {
    const { code, errors } = await run(join(folder, 'none.json'), 'none');
    expect(code).toBe(4);
    expect(errors).toContain('There is no file');
  });

  test('a missing model ends with code 4 and names those that are here', async () => {
    const { code, errors } = await run(textToImage, 'none', '--set', 'model.model=sdxl');
    expect(code).toBe(4);
    expect(errors).toContain('model.model: There is no model called "sdxl" here.');
    expect(errors).toContain('"starter"');
  });

  test('a broken model ends with code 4 and names the file', async () => {
    const model = join(workspace, 'models/cut');
    mkdirSync(join(workspace, 'models'), { recursive: true });
    cpSync(join(program, 'models/starter'), model, { recursive: true });
    writeFileSync(join(model, 'unet/model.onnx'), readFileSync(join(model, 'unet/model.onnx')).subarray(0, 5000));
    const { code, out } = await run(textToImage, 'none', '--set', 'model.model=cut');
    expect(code).toBe(4);
    expect(out).toContain('unet');
    rmSync(model, { recursive: true });
  });

  test('Ctrl+C ends it with code 130 and leaves no half file', async () => {
    const pressWhenItRuns = (line: string) => {
      if (line.includes('"step":2,')) process.emit('SIGINT');
    };
    const out = join(folder, 'cancelled');
    const args = ['run', textToImage, '--json', '-w', workspace, '--out', out, '--set', 'steps=100'];
    const { code, out: said } = await arcspaceWatched(pressWhenItRuns, ...args);
    expect(code).toBe(130);
    expect(lines(said).at(-1)).toMatchObject({ type: 'done', outcome: 'cancelled' });
    expect(existsSync(out)).toBe(false);
  });
});

describe('arcspace validate', () => {
  test('says that a good workflow can run', async () => {
    expect(await arcspace('validate', textToImage)).toMatchObject({ code: 0, out: `${textToImage}: can run` });
  });

  test('looks at every file, and ends with code 3 when one is invalid', async () => {
    const bad = variant('bad.json', (workflow) => ({ ...workflow, links: [] }));
    const { code, out } = await arcspace('validate', '--json', bad, textToImage);
    expect(code).toBe(3);
    const found = JSON.parse(out) as { file: string; problems: unknown[] }[];
    expect(found.map(({ problems }) => problems.length > 0)).toEqual([true, false]);
  });

  test('names a model that is not here, and the one that has its files under another name', async () => {
    const renamed = variant('renamed.json', (workflow) => withModel(workflow, 'poster'));
    const { code, errors } = await arcspace('validate', '-w', workspace, renamed);
    expect(code).toBe(4);
    expect(errors).toMatch(
      /There is no model called "poster" .*here.*"starter" holds the same files. Choose it instead/s,
    );
  });

  test('warns of a model that has other files than the workflow was saved with', async () => {
    const changed = variant('changed.json', (workflow) => {
      const [starter] = workflow.models as { files: Record<string, string> }[];
      return {
        ...workflow,
        models: [{ ...starter, files: { ...starter?.files, 'model_index.json': 'f'.repeat(64) } }],
      };
    });
    const { code, errors } = await arcspace('validate', changed);
    expect(code).toBe(0);
    expect(errors).toContain('is not the one that this workflow was saved with: the file model_index.json differs');
  });

  test('names LoRAs, embeddings and parts that are not here, with those of similar names', async () => {
    const lora = { id: 'ink', type: 'load_lora', parameters: { lora: 'ink-v2' } };
    const parts = { id: 'parts', type: 'load_model_parts', parameters: { vae: 'ae' } };
    const prompt = { id: 'says', type: 'prompt', parameters: { text: 'embedding:rain' } };
    const needing = variant('needing.json', (workflow) => {
      return { ...workflow, nodes: [...(workflow.nodes as object[]), lora, parts, prompt] };
    });
    mkdirSync(join(workspace, 'loras'), { recursive: true });
    writeFileSync(join(workspace, 'loras/Ink_v2.safetensors'), loraFile());
    const { code, errors } = await arcspace('validate', '-w', workspace, needing);
    expect(code).toBe(4);
    expect(errors).toMatch(/There is no LoRA called "ink-v2" here\..*one of a similar name: "Ink_v2"\./s);
    expect(errors).toMatch(/There is no VAE called "ae" here\..*models\/vae of the workspace/s);
    expect(errors).toMatch(/There is no embedding called "rain" here\..*"embeddings"/s);
    rmSync(join(workspace, 'loras'), { recursive: true });
  });

  test('ends with code 4 when a file is missing', async () => {
    expect(await arcspace('validate', join(folder, 'none.json'))).toMatchObject({ code: 4 });
  });
});

describe('arcspace nodes', () => {
  test('lists every node with its first sentence', async () => {
    const { out } = await arcspace('nodes');
    expect(out.split('\n')).toHaveLength(nodeRegistry.size);
    expect(out).toMatch(/^slerp +interpolation +Moves along the great circle/m);
  });

  test('gives the whole declaration of each as JSON: ports, parameters with ranges and defaults, documentation', async () => {
    const all = JSON.parse((await arcspace('nodes', '--json')).out) as Record<string, unknown>[];
    expect(all.map(({ type }) => type)).toEqual([...nodeRegistry.keys()]);
    for (const node of all) {
      expect(node).toMatchObject({ docs: expect.any(String), parameters: { type: 'object' } });
    }
    expect(all.find(({ type }) => type === 'slerp')).toMatchObject({
      category: 'interpolation',
      inputs: expect.arrayContaining([expect.objectContaining({ name: 'a', type: 'latents', optional: false })]),
      parameters: { properties: { t: { default: expect.any(Number), description: expect.any(String) } } },
    });
  });

  test('describes one node, and suggests what is near a name that is none', async () => {
    expect((await arcspace('nodes', 'slerp')).out).toContain('great circle');
    const { code, errors } = await arcspace('nodes', 'slrp');
    expect(code).toBe(2);
    expect(errors).toContain('Did you mean "slerp"?');
  });
});

describe('arcspace models', () => {
  const models = join(folder, 'mixed/models');
  const copy = (name: string, change: (path: string) => void) => {
    cpSync(join(program, 'fixtures/golden/models/sd15-tiny'), join(models, name), { recursive: true });
    change(join(models, name));
  };
  const list = (...args: string[]) => arcspace('models', '-w', join(folder, 'mixed'), ...args);

  test('lists what is there, and says of each that cannot run why, and what to do', async () => {
    copy('cut', (path) => truncateSync(join(path, 'unet/model.onnx'), 1000));
    copy('decodes', (path) => rmSync(join(path, 'vae_encoder'), { recursive: true }));
    const { code, out } = await list();
    expect(code).toBe(0);
    expect(out).toMatch(
      /^starter +21\.6 MB\n {2}Stable Diffusion 1 or 2, 128 x 128, float\d+, \w+Scheduler, about 0\.\d GB of memory\n/m,
    );
    expect(out).toMatch(
      /^cut +[\d.]+ MB {2}cannot run\n {2}Stable Diffusion 1 or 2\n {2}unet\/model.onnx is incomplete: .*\n {2}Copy or download this file again/m,
    );
    expect(out).toMatch(/^decodes +[\d.]+ MB\n {2}.*\n {2}It has no VAE encoder, so it cannot encode pictures\./m);
  });

  test('lists parts, LoRAs and embeddings, each with its role, size and place, and what is wrong with it', async () => {
    mkdirSync(join(folder, 'mixed/loras'), { recursive: true });
    mkdirSync(join(models, 'embeddings'), { recursive: true });
    writeFileSync(join(folder, 'mixed/loras/ink.safetensors'), loraFile());
    writeFileSync(join(models, 'embeddings/cut.safetensors'), 'abc');
    const { out } = await list();
    expect(out).toMatch(/^LoRAs, for Load LoRA:\n {2}ink +\S+ \wB {2}LoRA, rank 1\n {4}\S+ink\.safetensors$/m);
    expect(out).toMatch(/^ {2}cut +\S+ \wB {2}cannot be used\n {4}.*cut\.safetensors/m);
    const all = JSON.parse((await list('--json')).out) as { role: string; name: string }[];
    expect(all.find(({ name }) => name === 'starter')).toMatchObject({ role: 'model', path: expect.any(String) });
    const path = join(folder, 'mixed/loras/ink.safetensors');
    const hashed = { 'ink.safetensors': expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(all.find(({ name }) => name === 'ink')).toMatchObject({ role: 'lora', path, files: hashed });
    expect(all.at(-1)).toMatchObject({ role: 'embedding', name: 'cut', fault: expect.any(String) });
  });

  test('runs the networks too when it is asked to: whole files may not fit together', async () => {
    const forOneSize = (path: string) =>
      changeNetwork(join(path, 'vae_decoder/model.onnx'), (graph) =>
        graph.declareInput('latent_sample', 'float32', ['b', 4, 4, 4]),
      );
    copy('one-size', forOneSize);
    expect((await list()).out).toMatch(/^one-size +[\d.]+ MB\n/m);
    const { out } = await list('--check');
    expect(out).toMatch(
      /^one-size .*cannot run\n {2}.*\n {2}This model was exported for pictures of 32 × 32 pixels only/m,
    );
    expect(out).toMatch(/^starter +21\.6 MB\n/m);
  });
});

describe('arcspace doctor', () => {
  test('says that this machine works, and why what does not', async () => {
    const { code, out } = await arcspace('doctor', '-w', workspace);
    expect(code).toBe(0);
    expect(out).toMatch(/^works +device +ONNX Runtime/m);
    expect(out).toMatch(/^works +model starter .*as published, computes/m);
  });

  test('says of a model which device runs its networks, and leaves no profile behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('arcspace-profile-'));
    const before = left();
    const { code, out } = await arcspace('doctor', '--model', 'starter', '--device', 'cpu', '--json', '-w', workspace);
    expect(code).toBe(0);
    const { device, networks } = JSON.parse(out) as {
      device: string;
      networks: { network: string; operators: { provider: string; share: number }[] }[];
    };
    expect(device).toMatch(/^CPU/);
    expect(networks.map(({ network }) => network)).toEqual(
      ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'].map((part) => `${part}/model.onnx`),
    );
    for (const { operators } of networks) {
      expect(operators.every(({ provider }) => provider === 'cpu')).toBe(true);
      expect(operators.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }
    expect(left()).toEqual(before);
    expect(await arcspace('doctor', '--model', 'nothing', '-w', workspace)).toMatchObject({ code: 4 });
  });

  test('the published checksums name every file of the model that comes with the program', async () => {
    const published = JSON.parse(readFileSync(join(program, 'models/checksums.json'), 'utf8')) as Record<
      string,
      object
    >;
    const [starter] = JSON.parse((await arcspace('models', '--json', '-w', workspace)).out) as { files: object }[];
    expect(published.starter).toEqual(starter?.files);
  });

  test('the published checksums are those of the files that are here, of each model and each VAE', () => {
    const published = JSON.parse(readFileSync(join(program, 'models/checksums.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    expect(Object.keys(published)).toEqual(['starter', 'starter-fast', 'vae/beta-vae-1', 'vae/beta-vae-4']);
    for (const [model, files] of Object.entries(published)) {
      for (const [name, sum] of Object.entries(files)) {
        // The model of four steps takes what it lacks from the one beside it.
        const own = join(program, 'models', model, name);
        const file = existsSync(own) ? own : join(program, 'models/starter', name);
        expect(createHash('sha256').update(readFileSync(file)).digest('hex'), `${model}/${name}`).toBe(sum);
      }
    }
  });
});

describe('the rest of the command line', () => {
  test('prints a JSON Schema of workflows', async () => {
    const schema = JSON.parse((await arcspace('schema')).out) as Record<string, unknown>;
    expect(schema).toMatchObject({ type: 'object', properties: { format: { const: 'arcspace-workflow' } } });
  });

  test.each([
    [['run']],
    [['fly']],
    [['run', textToImage, '--sett', 'a=b']],
    [['serve', '--port', 'eighty']],
    [['serve', '--port', '70000']],
  ])('%j is wrong usage: code 2', async (args) => {
    expect(await arcspace(...args)).toMatchObject({ code: 2, errors: expect.stringContaining('error') });
  });

  test.each([['doctor'], ['models'], ['serve'], ['run', textToImage]])(
    '%s refuses a device that is none, with the list of those that are',
    async (...command) => {
      const { code, errors } = await arcspace(...command, '--device', 'tpu');
      expect(code).toBe(2);
      expect(errors).toContain('--device "tpu" is not a device.');
      expect(errors).toMatch(/Choose auto, .*cpu\.|has no build/);
    },
  );

  test('help names every command and every exit code', async () => {
    const { code, out } = await arcspace('--help');
    expect(code).toBe(0);
    for (const word of ['run', 'validate', 'nodes', 'models', 'doctor', 'serve', 'gpu', 'schema', '130']) {
      expect(out).toContain(word);
    }
  });
});
