import { useApp } from '../app/context.ts';
import { bytes, counted } from '../text/formats.ts';
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
          {counted(dropped, 'older result')} removed: the newest {bytes(preferences.values.value.resultsBudget)} of
          pictures are kept.
        </p>
      )}
      {results.length === 0 && (
        <p class="empty">
          The pictures that workflows make in this window are kept here, also when the page is reloaded. Press Run to
          make one.
        </p>
      )}
    </div>
  );
}
