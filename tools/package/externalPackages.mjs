/** Packages with files of their own that are read at run time: they stay packages. All else is bundled, which halves the cold start. */
export const externalPackages = [
  'onnxruntime-node',
  '@napi-rs/canvas',
  '@resvg/resvg-wasm',
  '@fontsource-variable/inter',
  'open',
];
