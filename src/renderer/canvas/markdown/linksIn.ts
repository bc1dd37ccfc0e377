import { parseMarkdown } from './parseMarkdown.ts';

/** A link of a text: what is underlined, and where it leads. */
export interface TextLink {
  readonly text: string;
  readonly href: string;
}

/** The links of a text as they are read, each address once. */
export function linksIn(text: string): readonly TextLink[] {
  const links = new Map<string, string>();
  for (const block of parseMarkdown(text)) {
    let open: string | undefined;
    let isNew = false;
    for (const { text: words, href } of 'runs' in block ? block.runs : []) {
      if (href !== open) isNew = href !== undefined && !links.has(href);
      // A link whose words are bold in part comes in pieces.
      if (href !== undefined && isNew) links.set(href, (links.get(href) ?? '') + words);
      open = href;
    }
  }
  return [...links].map(([href, words]) => ({ text: words, href }));
}
