import { useEffect, useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import type { StoredResults as Stored } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { Setting } from '../../components/Setting.tsx';
import { bytes } from '../../text/formats.ts';
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
      title="Results on the disk"
      hint={
        <>
          What took long to compute, for the next start and after a crash. Only you can read it. {bytes(stored.bytes)}{' '}
          now, in <span class="numeric">{stored.folder}</span>
        </>
      }
    >
      <BudgetField
        id="stored-results-budget"
        label="Maximum size of results on the disk"
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
        Clear
      </button>
    </Setting>
  );
}
