import { useApp } from '../app/context.ts';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { OwnAndOthers } from './OwnAndOthers.tsx';
import { ResultCard } from './ResultCard.tsx';

/** The pictures of this session, newest first. */
export function ResultsPanel() {
  const { gallery, preferences } = useApp();
  const results = gallery.results.value;
  const dropped = gallery.dropped.value;
  return (
    <div class="results scroll" data-testid="results">
      <OwnAndOthers list={results} show={(result) => <ResultCard key={result.id} result={result} />} />
      {dropped > 0 && (
        <p class="muted" data-testid="results-dropped">
          {texts.results.olderRemoved(dropped, bytes(preferences.values.value.resultsBudget))}
        </p>
      )}
      {results.length === 0 && <p class="empty">{texts.results.noResults}</p>}
    </div>
  );
}
