import { howSuggestionsWereChecked, type SuggestedModel, suggestedModels } from '../../../protocol/suggestedModels.ts';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';

function Suggestion({ model, choose }: { model: SuggestedModel; choose(source: string): void }) {
  const { title, source, licence, bytes: size, memory, goodFor, kind } = model;
  const facts = [
    kind === 'lora' ? texts.getModel.lora : '',
    texts.getModel.toDownload(bytes(size)),
    memory === undefined ? '' : texts.getModel.ofMemory(bytes(memory)),
  ];
  return (
    <li>
      <button type="button" class="suggestion" onClick={() => choose(source)}>
        <span class="suggestion-title">{title}</span>
        <span>{goodFor}</span>
        <span class="muted numeric">{facts.filter((fact) => fact !== '').join(' · ')}</span>
        <span class="muted">{texts.getModel.licenceIs(licence)}</span>
      </button>
    </li>
  );
}

/** Models to begin with. */
export function SuggestedModels({ choose }: { choose(source: string): void }) {
  return (
    <section aria-label={texts.getModel.modelsToBeginWith}>
      <h3 class="suggestions-title">{texts.getModel.modelsToBeginWith}</h3>
      <ul class="suggestions">
        {suggestedModels.map((model) => (
          <Suggestion key={model.source} model={model} choose={choose} />
        ))}
      </ul>
      <p class="hint suggestions-hint">{howSuggestionsWereChecked}</p>
    </section>
  );
}
