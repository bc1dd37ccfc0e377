import { useApp } from '../app/context.ts';
import { OwnAndOthers } from './OwnAndOthers.tsx';
import { ResultCard } from './ResultCard.tsx';

/** The pictures of this session, newest first. */
export function ResultsPanel() {
  const results = useApp().gallery.results.value;
  return (
    <div class="results scroll" data-testid="results">
      <OwnAndOthers list={results} show={(result) => <ResultCard key={result.id} result={result} />} />
      {results.length === 0 && (
        <p class="empty">Every picture that a workflow makes in this session is kept here. Press Run to make one.</p>
      )}
    </div>
  );
}
