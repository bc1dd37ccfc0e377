import { howSuggestionsWereChecked, type SuggestedModel, suggestedModels } from '../../protocol/suggestedModels.ts';
import { sizeWords } from '../planLines.ts';

/** Lists models to begin with. */
export function knownModels(options: { readonly json?: boolean }): void {
  if (options.json) {
    console.log(JSON.stringify(suggestedModels, null, 2));
    return;
  }
  for (const model of suggestedModels) console.log(lines(model).join('\n'));
  console.log(`\n${howSuggestionsWereChecked}`);
  console.log('Get one with "arcspace models get NAME", with the name in the second line.');
}

function lines({ title, source, licence, bytes, memory, goodFor }: SuggestedModel): string[] {
  const takes = memory === undefined ? [] : [`about ${sizeWords(memory)} of memory`];
  const facts = [`about ${sizeWords(bytes)}`, ...takes, `licence ${licence}`];
  return [title, ...[source, facts.join(', '), goodFor].map((line) => `  ${line}`)];
}
