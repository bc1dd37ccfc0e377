/** What A1111 and its forks write below a picture. */
export interface Parameters {
  readonly prompt: string;
  readonly negative: string;
  /** "Steps", "Sampler", ... in their order. */
  readonly settings: ReadonlyMap<string, string>;
}

/** A name, a colon, and a text that is in quotes where it holds commas. */
const SETTING = /(?:^|,)\s*(\w[\w \-/.+]{0,59}?):\s*("(?:\\.|[^\\"])*"|[^,]*)(?=,|$)/g;
const NEGATIVE = 'Negative prompt:';

/** Whether a text is one of these: a line of settings that begins with the steps. */
export function isParameters(text: string): boolean {
  return text.length < 1_000_000 && settingsLine(text.split('\n')) >= 0;
}

/** The prompt, then lines of what to avoid, then one line of settings. */
export function readParameters(text: string): Parameters {
  const lines = text.replaceAll('\r', '').split('\n');
  const line = settingsLine(lines);
  const texts = lines.slice(0, line);
  const cut = texts.findIndex((each) => each.startsWith(NEGATIVE));
  const [prompt, negative] = cut < 0 ? [texts, []] : [texts.slice(0, cut), texts.slice(cut)];
  return {
    prompt: prompt.join('\n').trim(),
    negative: negative.join('\n').slice(NEGATIVE.length).trim(),
    settings: settingsOf(lines.slice(line).join(' ')),
  };
}

function settingsLine(lines: readonly string[]): number {
  return lines.findLastIndex((line) => /^\s*Steps: \d+,/.test(line) && /\b(Sampler|Seed|CFG scale):/.test(line));
}

function settingsOf(line: string): Map<string, string> {
  return new Map([...line.matchAll(SETTING)].map(([, name = '', value = '']) => [name.trim(), unquoted(value.trim())]));
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
