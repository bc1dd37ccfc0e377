/** The networks that a part is: a VAE is two. */
export function networkParts(part: string): readonly string[] {
  return part === 'vae' ? ['vae_encoder', 'vae_decoder'] : [part];
}

/** The part that a network is of. */
export function partOfNetwork(network: string): string {
  return network.startsWith('vae_') ? 'vae' : network;
}

/** What the network is called that goes on with clips where another ends. */
export function continuing(network: string): string {
  return `${network}_next`;
}
