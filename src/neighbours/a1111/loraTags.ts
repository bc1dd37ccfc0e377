export interface LoraTag {
  readonly name: string;
  readonly strength: number;
  readonly textStrength: number;
}

const TAG = /<lora:([^:<>]{1,200})(?::(-?[\d.]{1,20}))?(?::(-?[\d.]{1,20}))?[^<>]{0,200}>/g;

/** LoRAs stand in the prompt, "<lora:name:0.8>", the second number being the strength on the network. */
export function withoutLoraTags(prompt: string): { readonly prompt: string; readonly loras: readonly LoraTag[] } {
  const loras = [...prompt.matchAll(TAG)].map(([, name = '', first = '1', second = first]): LoraTag => {
    return { name, strength: Number(second), textStrength: Number(first) };
  });
  return { prompt: prompt.replace(TAG, '').trim(), loras };
}
