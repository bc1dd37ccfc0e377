import type { RepositoryFile } from '../repository.ts';

/** What repositories on the hub hold, sizes in MB: the files of well-known models as they were published. */
const listings = {
  'stable-diffusion-v1-5': `
    .gitattributes 0.001, README.md 0.014, feature_extractor/preprocessor_config.json 0.001, model_index.json 0.001,
    safety_checker/config.json 0.004, safety_checker/model.fp16.safetensors 608, safety_checker/model.safetensors 1216,
    safety_checker/pytorch_model.bin 1216, safety_checker/pytorch_model.fp16.bin 608, scheduler/scheduler_config.json 0.001,
    text_encoder/config.json 0.001, text_encoder/model.fp16.safetensors 246, text_encoder/model.safetensors 492,
    text_encoder/pytorch_model.bin 492, text_encoder/pytorch_model.fp16.bin 246, tokenizer/merges.txt 0.525,
    tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06,
    unet/config.json 0.001, unet/diffusion_pytorch_model.bin 3438, unet/diffusion_pytorch_model.fp16.bin 1719,
    unet/diffusion_pytorch_model.fp16.safetensors 1719, unet/diffusion_pytorch_model.non_ema.bin 3438,
    unet/diffusion_pytorch_model.non_ema.safetensors 3438, unet/diffusion_pytorch_model.safetensors 3438,
    v1-5-pruned-emaonly.ckpt 4265, v1-5-pruned-emaonly.safetensors 4265, v1-5-pruned.ckpt 7703, v1-5-pruned.safetensors 7703,
    v1-inference.yaml 0.002, vae/config.json 0.001, vae/diffusion_pytorch_model.bin 335, vae/diffusion_pytorch_model.fp16.bin 167,
    vae/diffusion_pytorch_model.fp16.safetensors 167, vae/diffusion_pytorch_model.safetensors 335`,
  'stable-diffusion-2-1': `
    .gitattributes 0.001, README.md 0.012, feature_extractor/preprocessor_config.json 0.001, model_index.json 0.001,
    scheduler/scheduler_config.json 0.001, text_encoder/config.json 0.001, text_encoder/model.fp16.safetensors 681,
    text_encoder/model.safetensors 1361, text_encoder/pytorch_model.bin 1361, text_encoder/pytorch_model.fp16.bin 681,
    tokenizer/merges.txt 0.525, tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001,
    tokenizer/vocab.json 1.06, unet/config.json 0.001, unet/diffusion_pytorch_model.bin 3464,
    unet/diffusion_pytorch_model.fp16.bin 1732, unet/diffusion_pytorch_model.fp16.safetensors 1732,
    unet/diffusion_pytorch_model.safetensors 3464, v2-1_768-ema-pruned.ckpt 5214, v2-1_768-ema-pruned.safetensors 5214,
    v2-1_768-nonema-pruned.ckpt 5214, v2-1_768-nonema-pruned.safetensors 5214, vae/config.json 0.001,
    vae/diffusion_pytorch_model.bin 335, vae/diffusion_pytorch_model.fp16.bin 167, vae/diffusion_pytorch_model.fp16.safetensors 167,
    vae/diffusion_pytorch_model.safetensors 335`,
  'stable-diffusion-xl-base-1.0': `
    .gitattributes 0.001, 01.png 3, LICENSE.md 0.014, README.md 0.009, comparison.png 0.1, model_index.json 0.001, pipeline.png 0.08,
    scheduler/scheduler_config.json 0.001, sd_xl_base_1.0.safetensors 6938, sd_xl_base_1.0_0.9vae.safetensors 6938,
    sd_xl_offset_example-lora_1.0.safetensors 50, text_encoder/config.json 0.001, text_encoder/flax_model.msgpack 492,
    text_encoder/model.fp16.safetensors 246, text_encoder/model.onnx 492, text_encoder/model.safetensors 492,
    text_encoder/openvino_model.bin 492, text_encoder/openvino_model.xml 1, text_encoder_2/config.json 0.001,
    text_encoder_2/flax_model.msgpack 2779, text_encoder_2/model.fp16.safetensors 1389, text_encoder_2/model.onnx 1,
    text_encoder_2/model.onnx_data 2779, text_encoder_2/model.safetensors 2779, text_encoder_2/openvino_model.bin 2779,
    text_encoder_2/openvino_model.xml 3, tokenizer/merges.txt 0.525, tokenizer/special_tokens_map.json 0.001,
    tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06, tokenizer_2/merges.txt 0.525,
    tokenizer_2/special_tokens_map.json 0.001, tokenizer_2/tokenizer_config.json 0.001, tokenizer_2/vocab.json 1.06,
    unet/config.json 0.002, unet/diffusion_flax_model.msgpack 10270, unet/diffusion_pytorch_model.fp16.safetensors 5135,
    unet/diffusion_pytorch_model.safetensors 10270, unet/model.onnx 7, unet/model.onnx_data 10270, unet/openvino_model.bin 10270,
    unet/openvino_model.xml 22, vae/config.json 0.001, vae/diffusion_flax_model.msgpack 335,
    vae/diffusion_pytorch_model.fp16.safetensors 167, vae/diffusion_pytorch_model.safetensors 335, vae_1_0/config.json 0.001,
    vae_1_0/diffusion_pytorch_model.fp16.safetensors 167, vae_1_0/diffusion_pytorch_model.safetensors 335,
    vae_decoder/config.json 0.001, vae_decoder/model.onnx 198, vae_decoder/openvino_model.bin 198, vae_decoder/openvino_model.xml 1,
    vae_encoder/config.json 0.001, vae_encoder/model.onnx 137, vae_encoder/openvino_model.bin 137, vae_encoder/openvino_model.xml 1`,
  'sdxl-turbo': `
    .gitattributes 0.001, LICENSE.md 0.01, README.md 0.006, image_quality_one_step.png 0.02, model_index.json 0.001, output_tile.jpg 0.2,
    scheduler/scheduler_config.json 0.001, sd_xl_turbo_1.0.safetensors 13876, sd_xl_turbo_1.0_fp16.safetensors 6938,
    text_encoder/config.json 0.001, text_encoder/model.fp16.safetensors 246, text_encoder/model.safetensors 492,
    text_encoder_2/config.json 0.001, text_encoder_2/model.fp16.safetensors 1389, text_encoder_2/model.safetensors 2779,
    tokenizer/merges.txt 0.525, tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06,
    tokenizer_2/merges.txt 0.525, tokenizer_2/special_tokens_map.json 0.001, tokenizer_2/tokenizer_config.json 0.001,
    tokenizer_2/vocab.json 1.06, unet/config.json 0.002, unet/diffusion_pytorch_model.fp16.safetensors 5135,
    unet/diffusion_pytorch_model.safetensors 10270, vae/config.json 0.001, vae/diffusion_pytorch_model.fp16.safetensors 167,
    vae/diffusion_pytorch_model.safetensors 335`,
  LCM_Dreamshaper_v7: `
    .gitattributes 0.001, LCM_Dreamshaper_v7_4k.safetensors 3438, README.md 0.005, feature_extractor/preprocessor_config.json 0.001,
    inference.gif 1, lcm_pipeline.py 0.02, lcm_scheduler.py 0.02, model_index.json 0.001, safety_checker/config.json 0.001,
    safety_checker/model.safetensors 1216, safety_checker/pytorch_model.bin 1216, scheduler/scheduler_config.json 0.001,
    text_encoder/config.json 0.001, text_encoder/model.safetensors 492, text_encoder/pytorch_model.bin 492, tokenizer/merges.txt 0.525,
    tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06, unet/config.json 0.002,
    unet/diffusion_pytorch_model.bin 3438, unet/diffusion_pytorch_model.safetensors 3438, vae/config.json 0.001,
    vae/diffusion_pytorch_model.bin 335, vae/diffusion_pytorch_model.safetensors 335`,
  'stable-diffusion-3.5-medium': `
    .gitattributes 0.001, LICENSE.md 0.007, README.md 0.01, mmdit-x.png 0.1, model_index.json 0.001, scheduler/scheduler_config.json 0.001,
    sd3.5_medium.safetensors 5108, sd3_medium_demo.jpg 0.3, text_encoder/config.json 0.001, text_encoder/model.fp16.safetensors 247,
    text_encoder/model.safetensors 494, text_encoder_2/config.json 0.001, text_encoder_2/model.fp16.safetensors 1390,
    text_encoder_2/model.safetensors 2779, text_encoder_3/config.json 0.001, text_encoder_3/model-00001-of-00002.safetensors 4994,
    text_encoder_3/model-00002-of-00002.safetensors 4530, text_encoder_3/model.fp16-00001-of-00002.safetensors 4994,
    text_encoder_3/model.fp16-00002-of-00002.safetensors 4530, text_encoder_3/model.safetensors.index.fp16.json 0.02,
    text_encoder_3/model.safetensors.index.json 0.02, text_encoders/clip_g.safetensors 1390, text_encoders/clip_l.safetensors 246,
    text_encoders/t5xxl_fp16.safetensors 9790, text_encoders/t5xxl_fp8_e4m3fn.safetensors 4893, tokenizer/merges.txt 0.525,
    tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06, tokenizer_2/merges.txt 0.525,
    tokenizer_2/special_tokens_map.json 0.001, tokenizer_2/tokenizer_config.json 0.001, tokenizer_2/vocab.json 1.06,
    tokenizer_3/special_tokens_map.json 0.003, tokenizer_3/spiece.model 0.792, tokenizer_3/tokenizer.json 2.4,
    tokenizer_3/tokenizer_config.json 0.021, transformer/config.json 0.001, transformer/diffusion_pytorch_model.safetensors 4940,
    vae/config.json 0.001, vae/diffusion_pytorch_model.safetensors 168`,
  'FLUX.1-schnell': `
    .gitattributes 0.001, README.md 0.004, ae.safetensors 335, flux1-schnell.safetensors 23783, model_index.json 0.001,
    scheduler/scheduler_config.json 0.001, schnell_grid.jpeg 3, text_encoder/config.json 0.001, text_encoder/model.safetensors 246,
    text_encoder_2/config.json 0.001, text_encoder_2/model-00001-of-00002.safetensors 4994,
    text_encoder_2/model-00002-of-00002.safetensors 4530, text_encoder_2/model.safetensors.index.json 0.02, tokenizer/merges.txt 0.525,
    tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06,
    tokenizer_2/special_tokens_map.json 0.003, tokenizer_2/spiece.model 0.792, tokenizer_2/tokenizer.json 2.4,
    tokenizer_2/tokenizer_config.json 0.021, transformer/config.json 0.001,
    transformer/diffusion_pytorch_model-00001-of-00003.safetensors 9962, transformer/diffusion_pytorch_model-00002-of-00003.safetensors 9949,
    transformer/diffusion_pytorch_model-00003-of-00003.safetensors 3871, transformer/diffusion_pytorch_model.safetensors.index.json 0.12,
    vae/config.json 0.001, vae/diffusion_pytorch_model.safetensors 168`,
  'stable-diffusion-v1-4-onnx': `
    .gitattributes 0.001, README.md 0.01, feature_extractor/preprocessor_config.json 0.001, model_index.json 0.001,
    safety_checker/model.onnx 1216, scheduler/scheduler_config.json 0.001, text_encoder/config.json 0.001, text_encoder/model.onnx 492,
    tokenizer/merges.txt 0.525, tokenizer/special_tokens_map.json 0.001, tokenizer/tokenizer_config.json 0.001, tokenizer/vocab.json 1.06,
    unet/config.json 0.001, unet/model.onnx 1, unet/weights.pb 3438, vae_decoder/config.json 0.001, vae_decoder/model.onnx 198,
    vae_encoder/config.json 0.001, vae_encoder/model.onnx 137`,
  'half-onnx': `
    model_index.json 0.001, scheduler/scheduler_config.json 0.001, text_encoder/config.json 0.001, text_encoder/model.onnx 0.2,
    text_encoder/model.onnx_data 492, text_encoder/model_fp16.onnx 0.2, text_encoder/model_fp16.onnx_data 246, tokenizer/tokenizer.json 2,
    unet/config.json 0.001, unet/model.onnx 1, unet/model.onnx_data 3438, unet/model_fp16.onnx 1, unet/model_fp16.onnx_data 1719,
    vae_decoder/config.json 0.001, vae_decoder/model.onnx 198, vae_decoder/model_fp16.onnx 99`,
  'one-checkpoint':
    '.gitattributes 0.001, README.md 0.01, samples/1.png 2, aMixOfMany_v20.safetensors 2132, old/aMixOfMany_v10.ckpt 2132',
  'several-checkpoints': `
    README.md 0.01, DreamShaper_8_pruned.safetensors 2132, DreamShaper_8_INPAINTING.inpainting.safetensors 2132,
    DreamShaper_7_pruned.safetensors 4265, old/DreamShaper_6.ckpt 4265`,
  'lcm-lora-sdv1-5': '.gitattributes 0.001, README.md 0.006, pytorch_lora_weights.safetensors 134.6, image.png 1',
  'only-pickles': 'README.md 0.01, model.ckpt 4265',
  'pickled-parts': 'model_index.json 0.001, unet/config.json 0.001, unet/diffusion_pytorch_model.bin 3438',
  'only-gguf': 'README.md 0.01, flux1-schnell-Q4_0.gguf 6780',
  'language-model': `
    config.json 0.001, model-00001-of-00002.safetensors 4994, model-00002-of-00002.safetensors 4530, model.safetensors.index.json 0.02,
    tokenizer.json 2`,
  'a-dataset-of-texts': 'README.md 0.01, data.csv 4',
} as const;

export type PublishedListing = keyof typeof listings;

export function publishedListing(name: PublishedListing): readonly RepositoryFile[] {
  return listings[name].split(',').map((entry) => {
    const [path = '', megabytes] = entry.trim().split(/\s+/);
    return { path, bytes: Number(megabytes) * 1e6, checksum: { kind: 'sha256', value: '0'.repeat(64) } };
  });
}
