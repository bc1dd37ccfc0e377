import type { ComponentChildren } from 'preact';

interface Props {
  /** Each name in braces stands for one of the parts. */
  readonly text: string;
  readonly parts: Readonly<Record<string, ComponentChildren>>;
}

/** A sentence with something other than words in it, at the place where its language has it. */
export function Phrase({ text, parts }: Props) {
  return <>{text.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 0 ? piece : parts[piece]))}</>;
}
