/** So many signs of what all texts share are worth leaving out. */
const worthCutting = 24;

/**
 * Long texts without the words that all of them begin or end with, which would leave no room for what tells them apart:
 * "… red lighthouse …".
 */
export function apart(texts: readonly string[]): string[] {
  if (texts.length < 2) return [...texts];
  const words = texts.map((text) => text.split(' '));
  const begin = shared(words);
  const rest = words.map((own) => own.slice(begin).toReversed());
  const end = shared(rest);
  const [first = []] = words;
  const head = first.slice(0, begin).join(' ');
  const tail = first.slice(first.length - end).join(' ');
  return words.map((own) =>
    [
      head.length > worthCutting ? '…' : head,
      ...own.slice(begin, own.length - end),
      tail.length > worthCutting ? '…' : tail,
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
}

/** How many words all lists begin with, so that each has one more. */
function shared(lists: readonly (readonly string[])[]): number {
  const longest = Math.max(0, Math.min(...lists.map((list) => list.length)) - 1);
  const [first = []] = lists;
  const differs = first.findIndex((word, index) => lists.some((list) => list[index] !== word));
  return differs < 0 ? longest : Math.min(differs, longest);
}
