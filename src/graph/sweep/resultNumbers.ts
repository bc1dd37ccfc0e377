import type { RunEvent } from '../events.ts';
import type { Report, ReportTable } from '../report.ts';
import type { Summary } from '../summary.ts';

type Numbers = [name: string, value: number | string][];

/** The numbers that a node gave, by names that say where they come from: "path.length", "report: Success / red / rate". */
export function resultNumbers({ node, outputs }: Extract<RunEvent, { type: 'finished' }>): Numbers {
  return Object.entries(outputs).flatMap(([port, summary]) => numbersIn(`${node}.${port}`, summary));
}

function numbersIn(name: string, { type, value, latents, direction, report }: Summary): Numbers {
  if (report) return reportNumbers(name, report);
  if (latents) return [[`${name} norm/√d`, latents.norm]];
  if (direction) return [[`${name} norm`, direction.norm]];
  if (typeof value === 'number') return [[name, value]];
  return type === 'text' || value === undefined ? [] : [[name, JSON.stringify(value)]];
}

function reportNumbers(name: string, { tables }: Report): Numbers {
  return tables.flatMap((table) => tableNumbers(`${name}: ${table.title}`, table));
}

/** A row is called by its texts, or by its number where it has none or another has the same. */
function tableNumbers(name: string, { columns, rows }: ReportTable): Numbers {
  const texts = rows.map((row) => row.filter((cell) => typeof cell === 'string').join(' '));
  return rows.flatMap((row, index) => {
    const own = texts[index] ?? '';
    const alone = own !== '' && texts.indexOf(own) === texts.lastIndexOf(own);
    const called = alone ? own : `${own} ${index + 1}`.trim();
    return row.flatMap(
      (cell, column): Numbers =>
        typeof cell === 'number' ? [[`${name} / ${called} / ${columns[column]?.name ?? column + 1}`, cell]] : [],
    );
  });
}
