export const files = {
  nothingForComfyui: 'No node of this workflow has an equal in ComfyUI.',
  whatComfyuiHas: 'Use KSampler, Prompt, Empty latents, Encode, Decode and Save image.',
  seeLog: 'See the log for what was left out.',
  exported: (count: number) => `Exported ${count} nodes for ComfyUI.`,
  unsupported: (file: string) => `${file}: unsupported file type`,
  noHeic: (remedy: string) => `HEIC pictures cannot be read. ${remedy}`,
  whatToDrop: (pictures: string, films: string) =>
    `Drop a workflow (.arcspace, .json), a picture (${pictures}), a film (${films}) or latents (.safetensors, .latent).`,
  tooLarge: (file: string) => `${file} is too large.`,
  copyFilm: 'Copy it into the folder films of the workspace and choose it in Load video.',
  maximumSize: 'Maximum size is 256 MB.',
};
