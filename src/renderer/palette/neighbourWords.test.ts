import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { answerForAbsent } from './absent.ts';
import { searchNodes } from './searchNodes.ts';

const editor = { registry: nodeRegistry, workflow: { value: emptyWorkflow(), peek: emptyWorkflow } };
const first = (query: string) =>
  searchNodes(editor as unknown as Parameters<typeof searchNodes>[0], query)[0]?.entries.map(({ type }) => type)[0];

describe('words of other programs find', () => {
  it.each([
    ['ksampler', 'ksampler'],
    ['KSampler (Advanced)', 'ksampler'],
    ['KSamplerAdvanced', 'ksampler'],
    ['Load Checkpoint', 'load_model'],
    ['CheckpointLoaderSimple', 'load_model'],
    ['CLIP Text Encode (Prompt)', 'prompt'],
    ['CLIPTextEncode', 'prompt'],
    ['VAE Decode', 'decode'],
    ['VAEDecode', 'decode'],
    ['VAE Encode', 'encode'],
    ['Empty Latent Image', 'empty_latents'],
    ['lora', 'load_lora'],
    ['LoraLoader', 'apply_lora'],
    ['Load VAE', 'load_vae'],
    ['UNETLoader', 'load_model_parts'],
    ['Load Latent', 'load_latents'],
    ['Save Latent', 'save_latents'],
    ['Latent Blend', 'lerp'],
    ['Conditioning Average', 'interpolate_prompts'],
    ['ConditioningConcat', 'join_prompts'],
    ['ConditioningZeroOut', 'zero_prompt'],
    ['FluxGuidance', 'flux_guidance'],
    ['ModelSamplingSD3', 'flow_shift'],
    ['GetImageSize', 'image_size'],
    ['StringConcatenate', 'join_texts'],
    ['StringReplace', 'replace_text'],
    ['ImageInvert', 'invert_image'],
    ['InvertMask', 'invert_image'],
    ['EmptyImage', 'solid_image'],
    ['SolidMask', 'solid_image'],
    ['ComfySwitchNode', 'switch'],
    ['PrimitiveBoolean', 'toggle'],
    ['ComfyMathExpression', 'formula'],
    ['PreviewAny', 'show_value'],
    ['ImageCompare', 'compare_images'],
    ['BatchImagesNode', 'join_images'],
    ['ImageFromBatch', 'pick_images'],
    ['ResolutionSelector', 'picture_size'],
    ['CLIPSetLastLayer', 'last_clip_layer'],
    ['LatentInterpolate', 'latent_math'],
    ['SamplerCustomAdvanced', 'ksampler'],
    ['ImageScaleBy', 'scale_image'],
    ['Upscale Image', 'scale_image'],
    ['Primitive', 'number'],
    ['img2img', 'denoise'],
    ['txt2img', 'ksampler'],
  ])('%s: %s', (query, type) => {
    expect(first(query)).toBe(type);
  });
});

it('what is not here is said, with what comes near to it', () => {
  expect(answerForAbsent('ControlNet')).toContain('There is no ControlNet here.');
  expect(answerForAbsent('IPAdapter')).toContain('Style transfer');
  expect(answerForAbsent('slerp')).toBeUndefined();
});
