import { useEffect, useState } from 'preact/hooks';
import type { FileVersion } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { dayAndTime } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

/** What the file held before it was saved over: each can be brought back, and undo takes it back again. */
export function EarlierVersions() {
  const { client, editor, files } = useApp();
  const { path, stamp } = editor.document.value;
  const [versions, setVersions] = useState<readonly FileVersion[]>([]);
  const [own, saved] = [path.value, stamp.value];
  // Each save puts one more aside.
  useEffect(() => {
    let current = true;
    const listed = own === null ? Promise.resolve([]) : client.call('listVersions', { path: own });
    listed.catch(() => []).then((found) => current && setVersions(found));
    return () => {
      current = false;
    };
  }, [client, own, saved]);
  if (versions.length === 0) return null;
  return (
    <section class="inspector-section" data-testid="versions">
      <h3>{texts.inspector.earlierVersions}</h3>
      <ul class="versions">
        {versions.map((version) => (
          <li key={version.time}>
            {version.thumbnail ? <img src={version.thumbnail} alt="" draggable={false} /> : <span class="no-picture" />}
            <span>
              <time dateTime={new Date(version.time).toISOString()}>{dayAndTime(version.time)}</time>
              <span class="muted">{texts.inspector.nodes(version.nodes)}</span>
            </span>
            <button
              type="button"
              class="button"
              title={texts.inspector.restoreAbout}
              onClick={() => void files.restoreVersion(version, dayAndTime(version.time))}
            >
              {texts.inspector.restore}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
