import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { StoredResults } from '../../protocol/types.ts';
import type { ResultStore } from '../results/keptResults.ts';
import type { ResultsBudget } from '../results/resultsBudget.ts';

export interface ResultParts {
  readonly store: ResultStore | undefined;
  readonly folder: string | undefined;
  readonly budget: ResultsBudget;
}

type Handled = 'storedResults' | 'setStoredResultsBudget' | 'clearStoredResults';

/** Calls about results that lie on the disk. */
export function resultHandlers({ store, folder, budget }: ResultParts): Pick<EngineHandlers, Handled> {
  const stored = async (): Promise<StoredResults> => ({
    bytes: (await store?.size()) ?? 0,
    budget: await budget.read(),
    folder: folder ?? null,
  });
  return {
    storedResults: stored,
    async setStoredResultsBudget({ bytes }) {
      await budget.write(bytes);
      await store?.shrink();
      return stored();
    },
    async clearStoredResults() {
      await store?.clear();
      return stored();
    },
  };
}
