import type { NodeEntry } from '../../graph/registry.ts';
import { firstSentence } from '../text/names.ts';
import { matchWord, wordsOf } from './matchWord.ts';

/** Where the words of a query were found. Less is better. */
export const places = { wholeTitle: 0, source: 1, title: 2, keywords: 3, summary: 4, docs: 5 } as const;

interface Texts {
  /** In the order of `title`, `keywords`, `summary`, `docs`. */
  readonly fields: readonly (readonly string[])[];
  readonly title: string;
  readonly keywords: readonly string[];
}

const known = new WeakMap<NodeEntry, Texts>();

function textsOf(entry: NodeEntry): Texts {
  const found = known.get(entry);
  if (found) return found;
  const { title, type, keywords = [], docs, category } = entry;
  const summary = firstSentence(docs);
  const fields = [`${title} ${type}`, `${keywords.join(' ')} ${category}`, summary, docs].map(wordsOf);
  const texts = { fields, title: wordsOf(title).join(' '), keywords: keywords.map((each) => wordsOf(each).join(' ')) };
  known.set(entry, texts);
  return texts;
}

/** The best field for one word, and how well it is met there. */
function placeOf(word: string, fields: Texts['fields']): readonly [number, number] | undefined {
  for (const [index, words] of fields.entries()) {
    const match = matchWord(word, words);
    if (match !== undefined) return [places.title + index, match];
  }
  return undefined;
}

/** Where all words of a query are found in what is said of a node, and how well; undefined when one of them is not. */
export function rankHit(entry: NodeEntry, query: readonly string[]): readonly number[] | undefined {
  const texts = textsOf(entry);
  const phrase = query.join(' ');
  if (texts.title === phrase) return [places.wholeTitle];
  const found = query.map((word) => placeOf(word, texts.fields));
  if (found.includes(undefined)) return undefined;
  const worst = (part: 0 | 1) => Math.max(...found.map((each) => each?.[part] ?? 0));
  const place = worst(0);
  const asOne = texts.keywords.includes(phrase) ? 0 : 1;
  if (place === places.title) return [place, texts.title.startsWith(phrase) ? 0 : 1, worst(1), texts.title.length];
  if (place === places.docs) return [place, worst(1), entry.docs.toLowerCase().indexOf(query[0] ?? '')];
  return [place, asOne, worst(1)];
}
