import { useEffect, useRef } from 'preact/hooks';
import { showerOf } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { FileButton } from '../components/FileButton.tsx';
import type { LogEntry } from '../state/log.ts';
import { timeOfDay } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

function Line({ entry }: { entry: LogEntry }) {
  const app = useApp();
  const { files = [] } = entry;
  const [file] = files;
  const show = showerOf(app, entry);
  return (
    <li class={`log-line ${entry.level}`}>
      <time class="mono muted">{timeOfDay(entry.time)}</time>
      <span class="dot" />
      <span class="log-text">
        {entry.message}
        {entry.times > 1 && <span class="count">{entry.times}</span>}
        {entry.remedy && <span class="muted"> {entry.remedy}</span>}
      </span>
      {file !== undefined && files.length === 1 && <FileButton path={file} />}
      {show && (
        <button type="button" class="link-button" onClick={show}>
          {texts.results.show}
        </button>
      )}
    </li>
  );
}

export function LogPanel() {
  const { log } = useApp();
  const entries = log.entries.value;
  const end = useRef<HTMLOListElement>(null);
  useEffect(() => {
    log.look();
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [log, entries]);
  if (entries.length === 0) return <p class="empty">{texts.results.emptyLog}</p>;
  return (
    <ol ref={end} class="log scroll" data-testid="log">
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}
