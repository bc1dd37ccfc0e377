import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { ModelFile } from '../layouts/modelLayout.ts';

/** A part of a model that comes from another file or folder. */
export interface TakenPart {
  /** As config.json of diffusers or transformers has it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By their names in a model: text encoders are one, a VAE is `vae_encoder` and `vae_decoder`. */
  readonly networks: ReadonlyMap<string, NetworkSource>;
  /** By names that begin with that of the part. */
  readonly files: readonly ModelFile[];
  /** Of the configuration, what no file says. */
  readonly assumed?: string;
  /** What was chosen where nothing says it. A sentence each. */
  readonly notes: readonly string[];
}
