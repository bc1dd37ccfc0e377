import type { Conditioning, Framing, PromptChoices, Size, TextEncoder } from '../../diffusion/conditioning.ts';
import type { Guidance, LoadedModel } from '../../diffusion/model.ts';
import type { GoldenCase, RecordedCall } from '../../tensor/testing/goldens.ts';

type Given = string | readonly string[] | null | undefined;

/** What a recorded call of a pipeline says of prompts and guidance, for one item of its batch. */
export async function goldenGuidance(
  { manifest: { call } }: GoldenCase,
  { textEncoder, denoiser }: LoadedModel,
  item: number,
): Promise<Guidance> {
  const positive = await encoded(textEncoder, call.prompt, item, positiveChoices(call, item), framing(call, ''));
  const negative =
    call.negative_prompt == null
      ? undefined
      : await encoded(textEncoder, call.negative_prompt, item, negativeChoices(call, item), framing(call, 'negative_'));
  return {
    positive,
    scale: call.guidance_scale,
    rescale: call.guidance_rescale ?? 0,
    ...(negative && { negative }),
    ...(denoiser.guidanceKind !== 'classifier-free' && { trueScale: number(call.true_cfg_scale) ?? 1 }),
  };
}

async function encoded(
  textEncoder: TextEncoder,
  prompt: Given,
  item: number,
  choices: PromptChoices,
  framed: Framing | undefined,
): Promise<Conditioning> {
  const conditioning = await textEncoder.encode(ofItem(prompt, item) ?? '', choices);
  return { ...conditioning, ...(framed && { framing: framed }) };
}

function positiveChoices(call: RecordedCall, item: number): PromptChoices {
  const clipSkip = number(call.clip_skip);
  return { ...choices(call, '', item), ...(clipSkip !== undefined && { clipSkip }) };
}

function negativeChoices(call: RecordedCall, item: number): PromptChoices {
  return choices(call, 'negative_', item);
}

function choices(call: RecordedCall, prefix: string, item: number): PromptChoices {
  const second = ofItem(call[`${prefix}prompt_2`] as Given, item);
  const third = ofItem(call[`${prefix}prompt_3`] as Given, item);
  const maxLength = number(call.max_sequence_length);
  return {
    ...(second !== undefined && { second }),
    ...(third !== undefined && { third }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function framing(call: RecordedCall, prefix: string): Framing | undefined {
  const originalSize = call[`${prefix}original_size`] as Size | undefined;
  const crop = call[`${prefix}crops_coords_top_left`] as Size | undefined;
  const targetSize = call[`${prefix}target_size`] as Size | undefined;
  const aestheticScore = number(call[`${prefix}aesthetic_score`]);
  if (!originalSize && !crop && !targetSize && aestheticScore === undefined) return undefined;
  return {
    ...(originalSize && { originalSize }),
    ...(crop && { crop }),
    ...(targetSize && { targetSize }),
    ...(aestheticScore !== undefined && { aestheticScore }),
  };
}

function ofItem(given: Given, item: number): string | undefined {
  return (typeof given === 'string' ? given : given?.[item]) ?? undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
