import type { DownloadChoice } from '../../../protocol/downloads.ts';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';

interface Props {
  readonly choices: readonly DownloadChoice[];
  choose(source: string): void;
  back(): void;
}

/** The models of a repository that has several in one file each. */
export function DownloadChoices({ choices, choose, back }: Props) {
  return (
    <section class="plan" aria-label={texts.getModel.severalModels}>
      <h3>{texts.getModel.chooseOne}</h3>
      <ul class="download-choices">
        {choices.map(({ source, file, bytes: size }) => (
          <li key={source}>
            <button type="button" class="row-button" onClick={() => choose(source)}>
              <span class="ellipsis">{file}</span>
              <span class="muted numeric">{bytes(size)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="plan-actions">
        <button type="button" class="button" onClick={back}>
          {texts.common.back}
        </button>
      </div>
    </section>
  );
}
