import type { DownloadPlan } from '../protocol/downloads.ts';

/** What would be downloaded, as people read it on a terminal. */
export function planLines(plan: DownloadPlan): string[] {
  const { title, source, commit, licence, page, total, kept, free, files, target, kind } = plan;
  const rows = [
    ['What', kind === 'lora' ? title : `${title}`],
    ['Licence', `${licence ?? 'none is named'} (${page})`],
    ['Size', `${sizeWords(total)} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`],
    ...(kept > 0 ? [['Here', `${sizeWords(kept)} from an earlier try`]] : []),
    ['Free', free === null ? 'not known' : sizeWords(free)],
    ['Goes to', target],
  ] as const;
  return [`${source} at ${commit.slice(0, 10)}`, ...rows.map(([name, value]) => `  ${name?.padEnd(8)} ${value}`)];
}

/** 2.7 GB, 340 MB, 12 KB: as disks and model pages count. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} KB`;
}
