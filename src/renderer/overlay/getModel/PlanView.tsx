import { useState } from 'preact/hooks';
import { type DownloadPlan, type DownloadRequest, fits } from '../../../protocol/downloads.ts';
import { fileName } from '../../app/writtenFiles.ts';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';

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
    [texts.getModel.licence, licence ?? texts.getModel.noneIsNamed],
    [texts.getModel.page, page],
    [texts.getModel.size, texts.getModel.sizeInFiles(bytes(total), files.length)],
    ...(kept > 0 ? [[texts.getModel.hereAlready, texts.getModel.keptOf(bytes(kept))] as const] : []),
    [texts.getModel.freeSpace, free === null ? texts.getModel.notKnown : bytes(free)],
    [texts.getModel.goesTo, target.slice(0, -fileName(target).length)],
  ];
}

/** What a model is, before it is downloaded. */
export function PlanView({ plan, download, back, choosePrecision }: Props) {
  const { title, total, kept, free, precision, otherBytes } = plan;
  const [name, setName] = useState(plan.name);
  const hasRoom = fits(plan);
  return (
    <section class="plan" aria-label={texts.getModel.whatWouldBeDownloaded}>
      <h3>{title}</h3>
      <dl>
        <div>
          <dt>
            <label for="plan-name">{texts.getModel.name}</label>
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
          {texts.getModel.fullPrecision(bytes(precision === 'fp32' ? total : otherBytes))}
        </label>
      )}
      {!hasRoom && <p class="error-text">{texts.getModel.tooLittleRoom(bytes(total - kept), bytes(free ?? 0))}</p>}
      <div class="plan-actions">
        <button type="button" class="button" onClick={back}>
          {texts.common.back}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!hasRoom || name.trim() === ''}
          onClick={() => download({ ...plan, name: name.trim() })}
        >
          {kept > 0 ? texts.getModel.resumeDownload : texts.getModel.download}
        </button>
      </div>
    </section>
  );
}
