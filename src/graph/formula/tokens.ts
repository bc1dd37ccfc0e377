import { FormulaError } from './formulaError.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

const PIECE =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|\/\/|<<|>>|[<>=!]=|[-+*/%&|^~<>(),]))/y;

/** @throws FormulaError for a sign that is none of Python's arithmetic. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; ) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (!match) {
      const shown = String.fromCodePoint(text.slice(at).trimStart().codePointAt(0) as number);
      throw new FormulaError(
        `"${shown}" means nothing here`,
        'Use numbers, letters, signs of arithmetic and brackets.',
      );
    }
    const [, number, name, sign] = match;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign';
    tokens.push({ kind, text: (number ?? name ?? sign) as string });
    at = PIECE.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '' }];
}
