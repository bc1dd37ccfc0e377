import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { readEmbedding } from './embeddings/readEmbedding.ts';
import { readLora } from './loras/readLora.ts';
import { readWeights } from './safetensors/readWeights.ts';
import { readCheckpoint } from './singleFile/readCheckpoint.ts';
import { publishedFile } from './testing/publishedFiles.ts';
import { writeZeros } from './testing/weightFiles.ts';
import type { StoredTensor, WeightTable } from './weights.ts';

/** Changed headers, split among the tests; 20,000 with ARCSPACE_FUZZ=20000. */
const mutations = Number(process.env.ARCSPACE_FUZZ ?? 400);
/** Cut files; 200 with ARCSPACE_FUZZ=2000 and more. */
const cuts = Math.min(200, Math.ceil(mutations / 10));
const patient = 3_600_000;

const folder = temporaryFolder();

type Shapes = Record<string, readonly number[]>;

/** Everything in `tables` lies in the file. */
function expectInside(file: string, tables: Iterable<Iterable<StoredTensor>>): void {
  const { size } = statSync(file);
  for (const table of tables) {
    for (const { offset, bytes } of table) {
      if (!(offset >= 8 && bytes >= 0 && offset + bytes <= size)) expect([offset, bytes]).toBe(`inside ${size} bytes`);
    }
  }
}

/** What is read is whole, or what is thrown names the file and a remedy. @returns whether it was read. */
async function readOrRefused(file: string, read: () => Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof ArcspaceError)) throw thrown;
    expect(thrown.remedy).not.toBe('');
    expect(thrown.place.file).toBe(file);
    return false;
  }
}

async function expectSoundCheckpoint(file: string): Promise<void> {
  const { parts } = await readCheckpoint(file);
  expectInside(
    file,
    [...parts.values()].map(({ weights }) => weights.values()),
  );
  // Neither NaN nor an infinity, which JSON writes as null.
  for (const { config } of parts.values()) expect(JSON.stringify(config)).not.toContain('null');
}

const published = ['sd15-tiny', 'sdxl-tiny', 'sd35-medium-tiny', 'flux-schnell-tiny'].map(
  (name) => publishedFile(name).file,
);
const share = Math.ceil(mutations / 3);

const length = fc.oneof(fc.constantFrom(0, 1, 2, 3, 8, 1024, 2 ** 31, 2 ** 52), fc.nat(5000));
const shape = fc.array(length, { maxLength: 5 });

/** One change of a list of tensors that leaves the header sound. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('shape' as const), at: fc.nat(), shape }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('rename' as const), at: fc.nat(), to: fc.nat(), name: fc.string() }),
  fc.record({ kind: fc.constant('number' as const), at: fc.nat(), number: fc.nat(100_000) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changedShapes(shapes: Readonly<Shapes>, changes: readonly Change[]): Shapes {
  const entries = Object.entries(shapes).map(([name, each]): [string, readonly number[]] => [name, each]);
  for (const each of changes) {
    const entry = entries[each.at % entries.length];
    if (!entry) continue;
    if (each.kind === 'shape') entry[1] = each.shape;
    if (each.kind === 'drop') entries.splice(each.at % entries.length, 1);
    if (each.kind === 'rename') entry[0] = each.name || (entries[each.to % entries.length]?.[0] ?? 'x');
    if (each.kind === 'number') entry[0] = entry[0].replace(/\d+/, String(each.number));
  }
  return Object.fromEntries(entries.filter(([name]) => !['__proto__', '__metadata__'].includes(name)));
}

/** Sparse files have no room for more on some disks. */
const fitsDisk = (shapes: Shapes) =>
  Object.values(shapes).reduce((sum, each) => sum + 2 * each.reduce((product, n) => product * n, 1), 0) < 2 ** 40;

describe(`of ${mutations} changed headers each is read, or refused with a reason`, () => {
  test(
    'where bytes of it are changed',
    async () => {
      const originals = published.map((file, index) => {
        const bytes = readFileSync(writeZeros(join(folder.path, `${index}.safetensors`), file));
        return { size: bytes.length, header: bytes.subarray(0, 8 + Number(bytes.readBigUInt64LE())) };
      });
      const file = join(folder.path, 'model.safetensors');
      const sign = fc.oneof(fc.constantFrom(...Buffer.from('"{}[],:-.0123456789eE\\')), fc.nat(255));
      const edit = fc.tuple(fc.nat(), sign);
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.array(edit, { minLength: 1, maxLength: 4 }),
          fc.boolean(),
          async (which, edits, early) => {
            const { header, size } = originals[which % originals.length] as (typeof originals)[number];
            const bytes = Buffer.from(header);
            for (const [place, value] of edits) bytes[place % (early ? 16 : bytes.length)] = value;
            writeFileSync(file, bytes);
            truncateSync(file, size);
            if (!(await readOrRefused(file, () => expectSoundCheckpoint(file)))) refused++;
          },
        ),
        { numRuns: share },
      );
      expect(refused).toBeGreaterThan(share / 8);
    },
    patient,
  );

  test(
    'where its tensors have other names and shapes',
    async () => {
      const file = join(folder.path, 'model.safetensors');
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }), async (which, changes) => {
          const shapes = changedShapes(published[which % published.length] as Shapes, changes);
          fc.pre(fitsDisk(shapes));
          writeZeros(file, shapes);
          await readOrRefused(file, () => expectSoundCheckpoint(file));
        }),
        { numRuns: share },
      );
    },
    patient,
  );

  test(
    'where it is that of a LoRA or an embedding',
    async () => {
      const base = { 'block.linear.weight': [6, 4], 'text_model.embeddings.token_embedding.weight': [9, 4] };
      const { tensors } = await readWeights(writeZeros(join(folder.path, 'base.safetensors'), base));
      const networks: ReadonlyMap<string, WeightTable> = new Map([['unet', tensors]]);
      const lora = {
        'lora_unet_block_linear.lora_down.weight': [2, 4],
        'lora_unet_block_linear.lora_up.weight': [6, 2],
        'lora_unet_block_linear.alpha': [],
      };
      const file = join(folder.path, 'ink.safetensors');
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 3 }), fc.json(), async (changes, json) => {
          const shapes = changedShapes(lora, changes);
          fc.pre(fitsDisk(shapes));
          writeZeros(file, shapes, { lora_adapter_metadata: json });
          await readOrRefused(file, async () => {
            const { networks: changed } = await readLora(file, networks);
            const modules = [...(changed.get('unet')?.values() ?? [])];
            expectInside(
              file,
              modules.map(({ down, up, mid }) => [down, up, ...(mid ? [mid] : [])]),
            );
            for (const { scale } of modules) expect(scale).toBeTypeOf('number');
          });
          const embedding = changedShapes({ emb_params: [2, 4] }, changes);
          fc.pre(fitsDisk(embedding));
          writeZeros(file, embedding);
          await readOrRefused(file, async () => void (await readEmbedding(file, networks)));
        }),
        { numRuns: share },
      );
    },
    patient,
  );
});

test(
  `of ${cuts} files that were cut each is refused with both sizes`,
  async () => {
    const file = join(folder.path, 'model.safetensors');
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), async (which, part) => {
        writeZeros(file, published[which % published.length] as Shapes);
        const { size } = statSync(file);
        const left = Math.floor(size * part);
        truncateSync(file, left);
        const thrown = await readCheckpoint(file).catch((error: unknown) => error);
        const { message } = thrown as ArcspaceError;
        expect(thrown).toBeInstanceOf(ArcspaceError);
        if (left > 8) expect(message).toContain(`it has ${left.toLocaleString('en')} of at least`);
      }),
      { numRuns: cuts },
    );
  },
  patient,
);
