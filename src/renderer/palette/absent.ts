import { type Texts, texts } from '../text/texts.ts';

interface Absent {
  readonly words: RegExp;
  readonly answer: keyof Texts['palette']['absent'];
}

/** What people of other programs look for and that is not here, with what comes near to it. */
const absent: readonly Absent[] = [
  {
    words: /control ?net|openpose|t2i.?adapter/,
    answer: 'controlNet',
  },
  {
    words: /ip.?adapter|face ?id|insight ?face|reactor/,
    answer: 'ipAdapter',
  },
  {
    words: /esrgan|upscale model|ultimate ?sd|hires/,
    answer: 'upscalers',
  },
  { words: /clip.?vision|unclip|redux/, answer: 'clipVision' },
  { words: /hyper ?network/, answer: 'hypernetworks' },
  {
    words: /segment ?anything|\bsam\b|rembg|remove background/,
    answer: 'segmentation',
  },
];

/** What to say of a search for what is not here; undefined where nothing is known of it. */
export function answerForAbsent(query: string): string | undefined {
  const plain = query.trim().toLowerCase();
  const found = absent.find(({ words }) => words.test(plain));
  return found && texts.palette.absent[found.answer];
}
