/** Packages with files of their own that are read at run time: they stay packages. All else is bundled, which halves the cold start. */
export const externalPackages = [
  'onnxruntime-node',
  '@napi-rs/canvas',
  '@libav.js/variant-webm-vp9',
  '@resvg/resvg-wasm',
  '@fontsource-variable/inter',
  'open',
];
