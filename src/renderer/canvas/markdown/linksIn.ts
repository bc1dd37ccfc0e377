import { parseMarkdown } from './parseMarkdown.ts';

/** A link of a text: what is underlined, and where it leads. */
export interface TextLink {
  readonly text: string;
  readonly href: string;
}

/** The links of a text as they are read, each address once. */
export function linksIn(text: string): readonly TextLink[] {
  const links = new Map<string, string>();
  let open: string | undefined;
  for (const block of parseMarkdown(text)) {
    for (const { text: words, href } of 'runs' in block ? block.runs : []) {
      // A link whose words are bold in part comes in pieces.
      if (href !== undefined && (href === open || !links.has(href))) links.set(href, (links.get(href) ?? '') + words);
      open = href;
    }
    open = undefined;
  }
  return [...links].map(([href, words]) => ({ text: words, href }));
}
