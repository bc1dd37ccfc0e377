import { expect, it } from 'vitest';
import type { Changed, Lora, LoraTerm } from '../../diffusion/lora.ts';
import type { NetworkLora, NetworkSource } from '../sessions/networkSource.ts';
import { changeable, changedId, type Opening } from './opening.ts';

const term = (id: string, strength: number): LoraTerm => ({ id, name: id, strength });

/** A network that says which LoRAs it has. */
function network(key: string): NetworkSource {
  const withLoras = (loras: readonly NetworkLora[]) => network([key, ...loras.map(({ id }) => id)].join(' + '));
  return { key, changeable: { weights: async () => new Map(), withLoras } } as unknown as NetworkSource;
}

const fixed = { key: 'fixed' } as NetworkSource;

function opening(networks: Readonly<Record<string, NetworkSource>>, unused = new Map<string, number>()): Opening {
  return {
    description: { parts: { networks, vaeEncoder: fixed }, notes: ['Kept.'] },
    hashes: { file: 'hash' },
    pool: {},
    loras: async () => ({ networks: new Map([['unet', new Map()]]), unused }),
    lora: { terms: [] },
  } as unknown as Opening;
}

async function change(from: Opening, lora: Lora, names = ['unet']): Promise<Changed<Opening>> {
  const open = changeable(from, names, (changed) => changed);
  if (!open) throw new Error('It cannot be changed.');
  return open(lora);
}

it('networks can be changed where the weights of all of them can be reached', () => {
  const some = opening({ unet: network('unet'), text_encoder: network('text'), vae_decoder: fixed });
  const possible = (names: readonly string[]) => changeable(some, names, () => 0) !== undefined;
  expect(possible(['unet'])).toBe(true);
  expect(possible(['unet', 'text_encoder'])).toBe(true);
  expect(possible(['unet', 'vae_decoder'])).toBe(false);
  expect(possible(['vae_decoder', 'unet'])).toBe(false);
  expect(possible(['gone'])).toBe(false);
});

it('a change is opened with the networks changed and everything else as it was', async () => {
  const from = opening({ unet: network('unet'), vae_decoder: fixed });
  const { changed, ...rest } = await change(from, { terms: [term('ink', 0.5)] });
  expect(rest).toEqual({});
  const { unet, vae_decoder } = changed.description.parts.networks;
  expect([unet?.key, vae_decoder]).toEqual(['unet + ink', fixed]);
  expect(changed.description).toMatchObject({ notes: ['Kept.'], parts: { vaeEncoder: fixed } });
  expect(changed).toMatchObject({ hashes: { file: 'hash' }, lora: { terms: [term('ink', 0.5)] } });
  expect(changed.original).toBe(from);
});

it('a second change adds to the first, from the networks as they were', async () => {
  const from = opening({ unet: network('unet') });
  const first = (await change(from, { terms: [term('ink', 0.5)] })).changed;
  const second = (await change(first, { terms: [term('rain', 1), term('ink', 0.25)] })).changed;
  expect(second.lora.terms).toEqual([term('ink', 0.75), term('rain', 1)]);
  expect(second.description.parts.networks.unet?.key).toBe('unet + ink + rain');
  expect(second.original).toBe(from);
});

it('what of a LoRA the model does not have is told', async () => {
  const from = opening({ unet: network('unet') }, new Map([['text encoder', 3]]));
  expect((await change(from, { terms: [term('ink', 1), term('rain', 1)] })).warning).toBe(
    ['ink', 'rain']
      .map(
        (name) =>
          `The LoRA "${name}" also changes 3 layers of a text encoder that this model does not have, or whose weights cannot be reached.`,
      )
      .join(' '),
  );
});

it('an identity says what changes it, and how strongly', () => {
  const of = (terms: readonly LoraTerm[]) => changedId('unet', { ...opening({}), lora: { terms } });
  expect(of([])).toBe('unet');
  expect(of([term('ink', 0.5), term('rain', -1)])).toBe('unet + 0.5 ink + -1 rain');
});
