import type { Section } from './section.ts';

/** The tables of an evaluation as a page of Markdown. */
export function cardOf(sections: readonly Section[]): string {
  return `${['# What the embedded model can do', introduction, ...sections.map(sectionText)].join('\n\n')}\n`;
}

const introduction =
  "Made by `npm run evaluate` from the workflows in `models/evaluation/workflows`, which open in the editor, with the program's own nodes. Every\nscene is rendered, so the truth about it is known; none of them was trained on.";

function sectionText({ title, about, columns, rows }: Section): string {
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title}`, about, lines.join('\n')].join('\n\n');
}
