import { useEffect, useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import type { StoredResults as Stored } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { Phrase } from '../../components/Phrase.tsx';
import { Setting } from '../../components/Setting.tsx';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';
import { BudgetField } from './BudgetField.tsx';

const GIB = 2 ** 30;

/** Results of nodes on the disk: how much, where, and the way to be rid of them. */
export function StoredResults() {
  const { client, log } = useApp();
  const [stored, setStored] = useState<Stored>();
  const show = (asked: Promise<Stored>) => void asked.then(setStored, (thrown) => log.problem(problemFrom(thrown)));
  useEffect(() => show(client.call('storedResults', {})), []);
  if (!stored || stored.folder === null) return null;
  return (
    <Setting
      title={texts.settings.resultsOnDisk}
      hint={
        <Phrase
          text={texts.settings.onDiskAbout(bytes(stored.bytes))}
          parts={{ folder: <span class="numeric">{stored.folder}</span> }}
        />
      }
    >
      <BudgetField
        id="stored-results-budget"
        label={texts.settings.maximumOfResultsOnDisk}
        value={stored.budget}
        choices={[0, GIB / 2, GIB, 2 * GIB, 5 * GIB, 10 * GIB, 20 * GIB, 50 * GIB]}
        change={(to) => show(client.call('setStoredResultsBudget', { bytes: to }))}
      />
      <button
        type="button"
        class="button"
        data-testid="clear-stored-results"
        disabled={stored.bytes === 0}
        onClick={() => show(client.call('clearStoredResults', {}))}
      >
        {texts.common.clear}
      </button>
    </Setting>
  );
}
