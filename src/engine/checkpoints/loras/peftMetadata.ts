import { z } from 'zod';

/** What diffusers writes into the metadata of a LoRA, by part: "unet.lora_alpha". */
const schema = z.record(z.string(), z.unknown());
const partSchema = z.object({
  lora_alpha: z.number().optional(),
  alpha_pattern: z.record(z.string(), z.number()).optional(),
  use_rslora: z.boolean().optional(),
  use_dora: z.boolean().optional(),
});

export interface PeftSettings {
  /** What the matrices of a layer are multiplied by; undefined where nothing is said. */
  scale(part: string, module: string, rank: number): number | undefined;
  /** Whether it keeps the lengths of columns beside the matrices (arXiv 2402.09353). */
  readonly dora: boolean;
}

/** @param metadata of the file. @throws Error for a text that is no JSON. */
export function peftSettings(metadata: Readonly<Record<string, string>>): PeftSettings {
  const text = metadata.lora_adapter_metadata;
  const all = text === undefined ? {} : schema.parse(JSON.parse(text));
  const parts = new Map<string, z.output<typeof partSchema>>();
  for (const part of new Set(Object.keys(all).map((key) => key.split('.')[0] ?? ''))) {
    const own = Object.entries(all).flatMap(([key, value]) =>
      key.startsWith(`${part}.`) ? [[key.slice(part.length + 1), value] as const] : [],
    );
    parts.set(part, partSchema.parse(Object.fromEntries(own)));
  }
  return {
    dora: [...parts.values()].some(({ use_dora }) => use_dora === true),
    scale(part, module, rank) {
      const settings = parts.get(part);
      const alpha = settings && (patternAlpha(settings.alpha_pattern ?? {}, module) ?? settings.lora_alpha);
      if (alpha === undefined) return undefined;
      // Rank-stabilised: arXiv 2312.03732.
      return settings?.use_rslora ? alpha / Math.sqrt(rank) : alpha / rank;
    },
  };
}

/** PEFT takes keys as ends of names, from a dot on. */
function patternAlpha(patterns: Readonly<Record<string, number>>, module: string): number | undefined {
  return Object.entries(patterns).find(([end]) => module === end || module.endsWith(`.${end}`))?.[1];
}
