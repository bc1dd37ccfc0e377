import { cellTable, type ListedCell } from '../../../graph/sweep/cellTable.ts';
import { tableCsv } from '../../../plots/csv.ts';
import type { CellResult } from '../../state/jobs/sweepCell.ts';
import type { Sweep } from '../../state/jobs/sweeps.ts';

/** Values, files and every number of the cells that are done, one line each (RFC 4180). */
export function csvOf({ axes, results }: Pick<Sweep, 'axes' | 'results'>): string {
  const rows = [...results].map(([numbers, { problem, ...given }]) => ({
    cell: numbers.split(',').map(Number),
    ...(problem ? { problem: `${problem.message} ${problem.remedy}` } : { result: listed(given) }),
  }));
  return tableCsv(cellTable(axes, rows));
}

function listed({ files, numbers, milliseconds }: CellResult): ListedCell {
  return { files: files.map((path) => ({ name: path.replace(/^.*[\\/]/, '') })), numbers, milliseconds };
}
