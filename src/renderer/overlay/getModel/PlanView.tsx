import { useState } from 'preact/hooks';
import { type DownloadPlan, type DownloadRequest, fits } from '../../../protocol/downloads.ts';
import { fileName } from '../../app/writtenFiles.ts';
import { bytes, counted } from '../../text/formats.ts';

interface Props {
  readonly plan: DownloadPlan;
  download(plan: DownloadPlan): void;
  back(): void;
  choosePrecision(precision: DownloadRequest['precision']): void;
}

/** What would be downloaded, each fact with its name. */
function rowsOf(plan: DownloadPlan): readonly (readonly [name: string, value: string])[] {
  const { licence, page, files, total, kept, free, target } = plan;
  return [
    ['Licence', licence ?? 'None is named'],
    ['Page', page],
    ['Size', `${bytes(total)} in ${counted(files.length, 'file')}`],
    ...(kept > 0 ? [['Here already', `${bytes(kept)} from an earlier try`] as const] : []),
    ['Free space', free === null ? 'Not known' : bytes(free)],
    ['Goes to', target.slice(0, -fileName(target).length)],
  ];
}

/** What a model is, before it is downloaded. */
export function PlanView({ plan, download, back, choosePrecision }: Props) {
  const { title, total, kept, free, precision, otherBytes } = plan;
  const [name, setName] = useState(plan.name);
  const hasRoom = fits(plan);
  return (
    <section class="plan" aria-label="What would be downloaded">
      <h3>{title}</h3>
      <dl>
        <div>
          <dt>
            <label for="plan-name">Name</label>
          </dt>
          <dd>
            <input
              id="plan-name"
              class="text-field"
              type="text"
              autocomplete="off"
              spellcheck={false}
              maxLength={120}
              disabled={kept > 0}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </dd>
        </div>
        {rowsOf(plan).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {otherBytes !== undefined && kept === 0 && (
        <label class="plan-precision">
          <input
            type="checkbox"
            checked={precision === 'fp32'}
            onChange={(event) => choosePrecision(event.currentTarget.checked ? 'fp32' : 'fp16')}
          />
          Full precision ({bytes(precision === 'fp32' ? total : otherBytes)})
        </label>
      )}
      {!hasRoom && (
        <p class="error-text">
          There is not enough room: {bytes(total - kept)} are needed and {bytes(free ?? 0)} are free. Free some space,
          or use a workspace on another disk.
        </p>
      )}
      <div class="plan-actions">
        <button type="button" class="button" onClick={back}>
          Back
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!hasRoom || name.trim() === ''}
          onClick={() => download({ ...plan, name: name.trim() })}
        >
          {kept > 0 ? 'Resume download' : 'Download'}
        </button>
      </div>
    </section>
  );
}
