import type { StoredTensor, WeightTable } from '../weights.ts';

/** Where in a checkpoint the tensors of one network are, by what their names begin with. */
const prefixes = {
  denoiser: ['model.diffusion_model.', 'diffusion_model.'],
  vae: ['first_stage_model.', 'vae.'],
  clip: ['cond_stage_model.transformer.'],
  openClip: ['cond_stage_model.model.'],
  xlClip: ['conditioner.embedders.0.transformer.'],
  xlOpenClip: ['conditioner.embedders.1.model.', 'conditioner.embedders.1.transformer.'],
  refinerOpenClip: ['conditioner.embedders.0.model.'],
  clipL: ['text_encoders.clip_l.transformer.'],
  clipG: ['text_encoders.clip_g.transformer.'],
  t5: ['text_encoders.t5xxl.transformer.'],
} as const satisfies Record<string, readonly string[]>;

export type Place = keyof typeof prefixes;

/** A checkpoint taken apart: the tensors of each network, by names without what they begin with. */
export interface Components {
  readonly places: ReadonlyMap<Place, WeightTable>;
  /** Tensors that begin with nothing known: all of them in a file of one network. */
  readonly rest: WeightTable;
}

const known = Object.entries(prefixes).flatMap(([place, starts]) =>
  starts.map((start) => [start, place as Place] as const),
);

export function componentsOf(tensors: WeightTable): Components {
  const places = new Map<Place, Map<string, StoredTensor>>();
  const rest = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const found = known.find(([start]) => name.startsWith(start));
    if (!found) {
      rest.set(name, tensor);
      continue;
    }
    const [start, place] = found;
    const table = places.get(place) ?? new Map<string, StoredTensor>();
    places.set(place, table.set(name.slice(start.length), tensor));
  }
  return { places, rest };
}
