import type { ReportTable as Data } from '../../graph/report.ts';
import { columnText, isNumeric } from './columnText.ts';

interface Props {
  readonly table: Data;
  /** Only so many of its rows. */
  readonly most?: number;
}

/** A table of a report; numbers stand under each other. */
export function ReportTable({ table, most }: Props) {
  const rows = table.rows.slice(0, most);
  const columns = table.columns.map((head, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    return { ...head, texts: columnText(head.name, cells), kind: isNumeric(cells) ? 'number' : '' };
  });
  return (
    <figure class="report-table">
      <figcaption>{table.title}</figcaption>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, unit, kind }) => (
              <th key={name} scope="col" class={kind}>
                {name}
                {unit && <span class="muted"> {unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((_, row) => (
            <tr key={row}>
              {columns.map(({ name, texts, kind }) => (
                <td key={name} class={kind}>
                  {texts[row]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
