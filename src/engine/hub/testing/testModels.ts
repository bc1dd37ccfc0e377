import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A tensor of a made-up file, and its shape. */
type Shapes = Readonly<Record<string, readonly number[]>>;

/** Bytes that look like noise, the same for the same name. */
export function noise(name: string, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let block = createHash('sha256').update(name).digest();
  for (let at = 0; at < count; at += block.length) {
    bytes.set(block.subarray(0, count - at), at);
    block = createHash('sha256').update(block).digest();
  }
  return bytes;
}

/** A .safetensors file of noise in float16. */
export function weightsOfNoise(shapes: Shapes, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  let end = 0;
  const described = Object.entries(shapes).map(([name, shape]) => {
    const begin = end;
    end += 2 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F16', shape, data_offsets: [begin, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, noise(JSON.stringify(shapes), end)]);
}

/** A LoRA of one layer. */
export function loraOfNoise(size = 64): Uint8Array {
  return weightsOfNoise(
    { 'lora_unet_mid_block.lora_down.weight': [4, size], 'lora_unet_mid_block.lora_up.weight': [size, 4] },
    { ss_base_model_version: 'sd_v1' },
  );
}

/** A model in the layout of Diffusers whose weights are noise of so many bytes. Lists know it; it computes nothing. */
export function folderOfNoise(bytes: number): Readonly<Record<string, Uint8Array>> {
  const text = (content: unknown) => Buffer.from(JSON.stringify(content));
  return {
    'README.md': Buffer.from('A model of noise.'),
    'model_index.json': text({ _class_name: 'StableDiffusionPipeline' }),
    'scheduler/scheduler_config.json': text({ _class_name: 'DDIMScheduler' }),
    'text_encoder/config.json': text({}),
    'text_encoder/model.safetensors': noise('text encoder', Math.ceil(bytes / 5)),
    'text_encoder/pytorch_model.bin': noise('pickle', 100),
    'tokenizer/merges.txt': Buffer.from('#version: 0.2\n'),
    'tokenizer/vocab.json': text({ a: 0 }),
    'unet/config.json': text({}),
    'unet/diffusion_pytorch_model.safetensors': noise('unet', bytes),
    'unet/diffusion_pytorch_model.fp16.safetensors': noise('half unet', Math.ceil(bytes / 2)),
    'vae/config.json': text({}),
    'vae/diffusion_pytorch_model.safetensors': noise('vae', Math.ceil(bytes / 10)),
  };
}

/** All files of a folder, by their paths in it. */
export function filesBelow(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [relative(folder, join(folder, name)).split(sep).join('/'), readFileSync(join(folder, name))]),
  );
}
