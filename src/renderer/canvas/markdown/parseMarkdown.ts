import { lexer, type MarkedToken, type Tokens } from 'marked';
import { remember } from '../paint/text.ts';
import { beginningOf } from './beginningOf.ts';
import { webAddress } from './webAddress.ts';

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly code?: boolean;
  readonly struck?: boolean;
  /** Where it leads, on the web. */
  readonly href?: string;
}

interface Placed {
  /** How deep it lies in lists and quotations. */
  readonly indent: number;
}

/** What stands below each other. */
export type Block =
  | (Placed & { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] })
  | (Placed & {
      readonly kind: 'paragraph';
      readonly runs: readonly Run[];
      /** Before its first line: "•" or "2.". */
      readonly marker?: string;
      /** In a list lines follow each other closely. */
      readonly isClose: boolean;
    })
  | (Placed & { readonly kind: 'code'; readonly lines: readonly string[] })
  | (Placed & { readonly kind: 'rule' });

/** More than this is not looked at, which a last block says: it may come from anywhere, and be of any length. */
const longest = 4000;
/** Lists and quotations within each other: deeper ones are shown as they are written. */
const deepest = 12;

const parsed = new Map<string, readonly Block[]>();
const mostKept = 200;

/**
 * Markdown, as GitHub writes it, as blocks of text. Only what it says is taken over: HTML stays the text that it is, of a
 * picture its description is left, and only links to the web lead anywhere. Never throws.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const known = parsed.get(text);
  if (known) return known;
  const read = readBlocks(beginningOf(text, longest));
  return remember(
    parsed,
    text,
    text.length > longest ? [...read, paragraph([{ text: '…' }], { indent: 0 })] : read,
    mostKept,
  );
}

function readBlocks(text: string): readonly Block[] {
  try {
    return blocksOf(lexer(text, { gfm: true, breaks: true }) as readonly MarkedToken[], { indent: 0 });
  } catch {
    // What nests too deeply for the parser is text like any other.
    return [{ kind: 'paragraph', runs: [{ text }], indent: 0, isClose: false }];
  }
}

interface Around {
  readonly indent: number;
  /** Of the list item that it begins. */
  readonly marker?: string;
  readonly isClose?: boolean;
}

function blocksOf(tokens: readonly MarkedToken[], around: Around): readonly Block[] {
  if (around.indent > deepest) return tokens.map((token) => paragraph([{ text: token.raw }], around));
  let { marker } = around;
  return tokens.flatMap((token) => {
    const blocks = blockOf(token, { ...around, ...(marker !== undefined && { marker }) });
    if (blocks.length > 0) marker = undefined;
    return blocks;
  });
}

function blockOf(token: MarkedToken, around: Around): readonly Block[] {
  const { indent } = around;
  switch (token.type) {
    case 'heading':
      return [{ kind: 'heading', level: token.depth, runs: runsOf(token.tokens), indent }];
    case 'code':
      return [{ kind: 'code', lines: token.text.split('\n'), indent }];
    case 'hr':
      return [{ kind: 'rule', indent }];
    case 'blockquote':
      return blocksOf(token.tokens as readonly MarkedToken[], { indent: indent + 1 });
    case 'list':
      return token.items.flatMap((item, index) => itemOf(item, indent, markerOf(token, item, index)));
    case 'table':
      return [token.header, ...token.rows].map((cells, row) => rowOf(cells, row === 0, around));
    case 'space':
    case 'def':
    case 'checkbox':
      return [];
    case 'paragraph':
    case 'text':
      return [paragraph(runsOf(token.tokens ?? [{ ...token, tokens: undefined }]), around)];
    default:
      return [paragraph([{ text: token.raw.trimEnd() }], around)];
  }
}

function paragraph(runs: readonly Run[], { indent, marker, isClose = false }: Around): Block {
  return { kind: 'paragraph', runs, indent, isClose, ...(marker !== undefined && { marker }) };
}

function itemOf({ tokens, loose }: Tokens.ListItem, indent: number, marker: string): readonly Block[] {
  const blocks = blocksOf(tokens as readonly MarkedToken[], { indent: indent + 1, marker, isClose: !loose });
  return blocks.length > 0 ? blocks : [paragraph([], { indent: indent + 1, marker, isClose: true })];
}

function markerOf({ ordered, start }: Tokens.List, { task, checked }: Tokens.ListItem, index: number): string {
  if (task) return checked ? '☑' : '☐';
  return ordered ? `${(start === '' ? 1 : start) + index}.` : '•';
}

/** A table is read line by line. */
function rowOf(cells: readonly Tokens.TableCell[], isHeader: boolean, around: Around): Block {
  const runs = cells.flatMap((cell, column): Run[] => [
    ...(column === 0 ? [] : [{ text: '  |  ' }]),
    ...runsOf(cell.tokens, isHeader ? { bold: true } : {}),
  ]);
  return paragraph(runs, { ...around, isClose: !isHeader });
}

type Style = Omit<Run, 'text'>;

function runsOf(tokens: readonly unknown[], style: Style = {}): readonly Run[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): readonly Run[] => {
    switch (token.type) {
      case 'strong':
        return runsOf(token.tokens, { ...style, bold: true });
      case 'em':
        return runsOf(token.tokens, { ...style, italic: true });
      case 'del':
        return runsOf(token.tokens, { ...style, struck: true });
      case 'codespan':
        return [{ ...style, text: token.text, code: true }];
      case 'br':
        return [{ ...style, text: '\n' }];
      case 'link':
        return runsOf(token.tokens, { ...style, ...webAddress(token.href) });
      case 'text':
        return token.tokens ? runsOf(token.tokens, style) : [{ ...style, text: token.text }];
      case 'image':
      case 'escape':
        return [{ ...style, text: token.text }];
      case 'checkbox':
        return [];
      default:
        return [{ ...style, text: token.raw }];
    }
  });
}
