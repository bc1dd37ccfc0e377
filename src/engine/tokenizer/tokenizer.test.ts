import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodings } from '../testing/encodings.ts';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { clipTokenizerJson, mergePairs } from './clipTokenizerJson.ts';
import { loadPromptTokenizer, type PromptTokenizer } from './promptTokenizer.ts';

interface RecordedPrompt {
  readonly text: string;
  readonly ids: readonly number[];
  readonly ids_pad_exclamation: readonly number[];
  readonly ids_untruncated: readonly number[];
}

const recordedFile = goldenModelPath('..', 'goldens', 'tokenizer', 'clip-ids.json');
const recorded: readonly RecordedPrompt[] = JSON.parse(readFileSync(recordedFile, 'utf8')).cases;
const folder = goldenModelPath('sd15-tiny', 'tokenizer');
const special = { start: '<|startoftext|>', end: '<|endoftext|>', pad: '<|endoftext|>' };

let made: string;
beforeEach(() => {
  made = mkdtempSync(join(tmpdir(), 'arcspace-tokenizer-'));
});
afterEach(() => rmSync(made, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(made, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function original(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function writeOldFolder(config: object): void {
  write('vocab.json', original('vocab.json'));
  write('merges.txt', original('merges.txt'));
  write('tokenizer_config.json', { model_max_length: 77, ...config });
}

describe('prompts become the recorded ids', () => {
  function expectRecorded(tokenizer: PromptTokenizer, key: 'ids' | 'ids_pad_exclamation'): void {
    for (const prompt of recorded) {
      expect(framed(tokenizer, prompt.text), JSON.stringify(prompt.text)).toEqual(prompt[key]);
    }
  }

  test('with the tokenizer.json of the folder', async () => {
    expectRecorded(await loadPromptTokenizer(folder, 'clip', 77), 'ids');
  });

  test('with vocab.json and merges.txt alone', async () => {
    writeOldFolder({ pad_token: special.end });
    expectRecorded(await loadPromptTokenizer(made, 'clip', 77), 'ids');
  });

  test('padded with "!" where the folder says so, as in SD 2', async () => {
    writeOldFolder({ pad_token: '!' });
    expectRecorded(await loadPromptTokenizer(made, 'clip', 77), 'ids_pad_exclamation');
  });
});

const framed = ({ tokens, frame }: PromptTokenizer, text: string) => frame(tokens(text));

describe('the length of a prompt', () => {
  test('is that of the text encoder when the tokenizer allows more', async () => {
    const tokenizer = await loadPromptTokenizer(folder, 'clip', 32);
    expect(tokenizer.length).toBe(32);
    expect(framed(tokenizer, 'a cat')).toHaveLength(32);
  });

  test('is counted, and the end token stays where the end does not fit', async () => {
    const tokenizer = await loadPromptTokenizer(folder, 'clip', 77);
    for (const prompt of recorded) {
      expect(tokenizer.tokens(prompt.text).length + tokenizer.specials).toBe(prompt.ids_untruncated.length);
      expect(framed(tokenizer, prompt.text)).toContain(798);
    }
  });

  test('does not stall the engine when somebody pastes a book', async () => {
    const tokenizer = await loadPromptTokenizer(folder, 'clip', 77);
    expect(framed(tokenizer, 'word '.repeat(2_000_000))).toHaveLength(77);
  });
});

test('a tokenizer built from vocab.json and merges.txt is what transformers would write', () => {
  const built = clipTokenizerJson(JSON.parse(original('vocab.json')), mergePairs(original('merges.txt')), special);
  const { model, pre_tokenizer, normalizer, post_processor } = JSON.parse(original('tokenizer.json'));
  expect(built).toMatchObject({ model, pre_tokenizer, normalizer, post_processor });
});

describe('a tokenizer whose files another editor wrote gives the same tokens', () => {
  const sentence = recorded[1]?.text ?? '';

  test.each(encodings)('%s', async (_, encode) => {
    const expected = framed(await loadPromptTokenizer(folder, 'clip', 77), sentence);
    const old = ['vocab.json', 'merges.txt', 'tokenizer_config.json', 'special_tokens_map.json'];
    for (const name of old) writeFileSync(join(made, name), encode(original(name)));
    expect(framed(await loadPromptTokenizer(made, 'clip', 77), sentence)).toEqual(expected);
    writeFileSync(join(made, 'tokenizer.json'), encode(original('tokenizer.json')));
    expect(framed(await loadPromptTokenizer(made, 'clip', 77), sentence)).toEqual(expected);
  });
});

describe('a broken tokenizer folder is a sentence', () => {
  test('without any vocabulary', async () => {
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toMatchObject({
      code: 'missing-model-file',
      message: expect.stringMatching(/\/vocab.json is missing\.$/),
    });
  });

  test('without merges', async () => {
    write('vocab.json', original('vocab.json'));
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toThrow(/merges\.txt is missing\.$/);
  });

  test('with half a JSON file', async () => {
    write('vocab.json', original('vocab.json').slice(0, 500));
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toThrow(/vocab\.json is not valid JSON: /);
  });

  test.each([
    ['in the middle of a line', (text: string) => text.slice(0, text.length / 2), /fits no token|is incomplete/],
    ['after a line', (text: string) => text.split('\n').slice(0, 50).join('\n'), /lacks 236 of 285 merges/],
    ['to nothing', () => '', /merges\.txt is empty/],
  ])('with merges that are cut %s, which would give other tokens', async (_, cut, words) => {
    write('vocab.json', original('vocab.json'));
    write('merges.txt', cut(original('merges.txt')));
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toThrow(words);
  });

  test('with a vocabulary that lacks the special tokens', async () => {
    write('vocab.json', { a: 0 });
    write('merges.txt', '#version: 0.2');
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toThrow('vocab.json has no token "<|startoftext|>"');
  });

  test('with a tokenizer.json of some other kind', async () => {
    write('tokenizer.json', { model: { type: 'NoSuchKind' } });
    await expect(loadPromptTokenizer(made, 'clip', 77)).rejects.toThrow(/^The tokenizer cannot be built: /);
  });
});

describe('a T5 tokenizer', () => {
  const t5 = goldenModelPath('flux-tiny', 'tokenizer_2');

  test('frames a text with an end only, and pads', async () => {
    const { tokens, frame, specials } = await loadPromptTokenizer(t5, 't5', 512);
    const text = tokens('a cat');
    expect(specials).toBe(1);
    expect(frame(text, 64)).toEqual([...text, 1, ...Array<number>(63 - text.length).fill(0)]);
  });

  test('keeps the end of a text that is too long', async () => {
    const { tokens, frame } = await loadPromptTokenizer(t5, 't5', 512);
    const text = tokens('word '.repeat(100));
    expect(frame(text, 16)).toEqual([...text.slice(0, 15), 1]);
  });

  test('of which there is neither names the file that people have', async () => {
    await expect(loadPromptTokenizer(made, 't5', 512)).rejects.toMatchObject({
      code: 'missing-model-file',
      message: expect.stringMatching(/\/tokenizer.json is missing\.$/),
    });
  });
});

describe('spiece.model without a tokenizer.json', () => {
  const fixtures = fileURLToPath(new URL('../../../fixtures/sentencepiece/', import.meta.url));
  const pieces = readFileSync(join(fixtures, 'spiece.model'));
  const cases: readonly { readonly text: string; readonly ids: readonly number[] }[] = JSON.parse(
    readFileSync(join(fixtures, 'ids.json'), 'utf8'),
  );
  const writePieces = (bytes: Uint8Array) => writeFileSync(join(made, 'spiece.model'), bytes);

  test.each(cases)('cuts $text as the library of SentencePiece does', async ({ text, ids }) => {
    writePieces(pieces);
    expect((await loadPromptTokenizer(made, 't5', 512)).tokens(text)).toEqual(ids);
  });

  test('has the masks that its configuration counts behind its pieces, the last first', async () => {
    writePieces(pieces);
    write('tokenizer_config.json', { extra_ids: 2 });
    const [last, first] = (await loadPromptTokenizer(made, 't5', 512)).tokens('<extra_id_1><extra_id_0>');
    expect(first).toBe((last as number) + 1);
  });

  test.each([
    ['cut', pieces.subarray(0, 300)],
    ['empty', new Uint8Array()],
    ['a text', Buffer.from('version https://git-lfs.github.com/spec/v1')],
  ])('that is %s is named with a remedy', async (_, bytes) => {
    writePieces(bytes);
    await expect(loadPromptTokenizer(made, 't5', 512)).rejects.toMatchObject({
      name: 'ArcspaceError',
      message: expect.stringContaining('spiece.model'),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  /** A piece as the file has it: a message in a field of the model. Ten bytes of text at most. */
  const piece = (text: string, score: number) => {
    const of = Buffer.from(text);
    const number = Buffer.alloc(4);
    number.writeFloatLE(score);
    const message = Buffer.concat([Buffer.of(0x0a, of.length), of, Buffer.of(0x15), number]);
    return Buffer.concat([Buffer.of(0x0a, message.length), message]);
  };

  test.each([
    ['one that is empty', piece('', -1), /its piece \d+ is empty/],
    ['one twice', piece('</s>', -1), /its piece \d+, "<\/s>", is there twice/],
    ['one of no score', piece('new', Number.NaN), /the score of its piece \d+ is NaN/],
    ['one of an infinite score', piece('new', Number.POSITIVE_INFINITY), /the score of its piece \d+ is Infinity/],
    ['far too many', Buffer.alloc(2 ** 21, Buffer.of(0x0a, 0)), /more than 524,288 fields/],
    ['one of far too many fields', hugePiece(), /more than 524,288 fields/],
  ])('of whose pieces there is %s is named with a remedy', async (_, added, message) => {
    writePieces(Buffer.concat([pieces, added]));
    await expect(loadPromptTokenizer(made, 't5', 512)).rejects.toMatchObject({
      code: 'broken-model',
      message: expect.stringMatching(message),
      remedy: 'Copy this file again.',
    });
  });

  test('takes a piece more', async () => {
    writePieces(Buffer.concat([pieces, piece('new', -1)]));
    await expect(loadPromptTokenizer(made, 't5', 512)).resolves.toBeDefined();
  });

  const windows = process.platform === 'win32';
  test.each([
    ['a folder', (file: string) => mkdirSync(file), 'broken-model', 'is a folder, not a file'],
    ['of a terabyte', (file: string) => largeFile(file), 'broken-model', 'is too large'],
    ...(windows
      ? []
      : ([
          ['a named pipe', (file) => execFileSync('mkfifo', [file]), 'broken-model', 'is a named pipe, not a file'],
          ['a dead link', (file) => symlinkSync('gone', file), 'missing-model-file', 'is a link to gone'],
        ] satisfies [string, (file: string) => void, string, string][])),
  ] as const)('that is %s is named at once', async (_, make, code, words) => {
    const file = join(made, 'spiece.model');
    make(file);
    await expect(loadPromptTokenizer(made, 't5', 512)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`/spiece\\.model"? ${words}`)),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
      place: { file },
    });
  });

  test('of another normalisation asks for tokenizer.json', async () => {
    writePieces(Buffer.from(pieces.toString('latin1').replace('nmt_nfkc', 'identity'), 'latin1'));
    await expect(loadPromptTokenizer(made, 't5', 512)).rejects.toMatchObject({
      code: 'unsupported-model',
      remedy: expect.stringContaining('tokenizer.json'),
    });
  });
});

function largeFile(file: string): void {
  writeFileSync(file, '');
  truncateSync(file, 2 ** 40);
}

/** A piece in whose message there are a million fields of two bytes. */
function hugePiece(): Buffer {
  const length = 2 ** 21;
  const varint = Buffer.of(
    0x80 | (length & 127),
    0x80 | ((length >> 7) & 127),
    0x80 | ((length >> 14) & 127),
    length >> 21,
  );
  return Buffer.concat([Buffer.of(0x0a), varint, Buffer.alloc(length, Buffer.of(0x18, 0))]);
}
