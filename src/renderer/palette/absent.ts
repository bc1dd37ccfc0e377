interface Absent {
  readonly words: RegExp;
  readonly answer: string;
}

/** What people of other programs look for and that is not here, with what comes near to it. */
const absent: readonly Absent[] = [
  {
    words: /control ?net|openpose|t2i.?adapter/,
    answer: 'There is no ControlNet here. Image to image keeps a layout: KSampler with a low denoise.',
  },
  {
    words: /ip.?adapter|face ?id|insight ?face|reactor/,
    answer: 'There is no IP-Adapter here. Style transfer moves latents towards the style of a picture.',
  },
  {
    words: /esrgan|upscale model|ultimate ?sd|hires/,
    answer: 'There are no upscaling models here. Load image resizes a picture, and a low denoise repaints it.',
  },
  { words: /clip.?vision|unclip|redux/, answer: 'There is no CLIP Vision here.' },
  { words: /hyper ?network/, answer: 'There are no hypernetworks here. LoRAs do the same: Load LoRA.' },
  {
    words: /segment ?anything|\bsam\b|rembg|remove background/,
    answer: 'Nothing here finds objects in pictures. Paint a mask in another program, and use it with Mask or Inpaint.',
  },
];

/** What to say of a search for what is not here; undefined where nothing is known of it. */
export function answerForAbsent(query: string): string | undefined {
  const plain = query.trim().toLowerCase();
  return absent.find(({ words }) => words.test(plain))?.answer;
}
