import { useState } from 'preact/hooks';
import { type Problem, problemFrom } from '../../graph/problem.ts';
import type { DownloadAnswer, DownloadPlan, DownloadRequest } from '../../protocol/downloads.ts';
import { useApp } from '../app/context.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { DownloadChoices } from './getModel/DownloadChoices.tsx';
import { PlanView } from './getModel/PlanView.tsx';
import { SuggestedModels } from './getModel/SuggestedModels.tsx';

type Precision = DownloadRequest['precision'];

interface Asked {
  readonly source: string;
  readonly precision: Precision;
}

/** A field for what to get, and below it models to begin with, or what would be downloaded. */
export function GetModelDialog() {
  const { ui } = useApp();
  if (!ui.getModel.value) return null;
  const close = () => {
    ui.getModel.value = false;
  };
  return (
    <Dialog label={texts.getModel.title} class="get-model" testId="get-model" close={close}>
      <header class="panel-header">
        <h2>{texts.getModel.title}</h2>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <GetModel close={close} />
    </Dialog>
  );
}

function GetModel({ close }: { close(): void }) {
  const { downloads } = useApp();
  const [source, setSource] = useState('');
  const [precision, setPrecision] = useState<Precision>('fp16');
  const [answer, setAnswer] = useState<DownloadAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isLooking, setLooking] = useState(false);

  const look = async (asked: Asked) => {
    setSource(asked.source);
    setPrecision(asked.precision);
    setAnswer(null);
    setProblem(null);
    setLooking(true);
    await downloads.plan(asked).then(setAnswer, (thrown) => setProblem(problemFrom(thrown)));
    setLooking(false);
  };
  const start = async ({ source, precision, name, commit }: DownloadPlan) => {
    try {
      await downloads.start({ source, precision, name, commit });
      close();
    } catch (thrown) {
      setProblem(problemFrom(thrown));
    }
  };
  const back = () => {
    setAnswer(null);
    setProblem(null);
  };
  return (
    <>
      <form
        class="get-model-source"
        onSubmit={(event) => {
          event.preventDefault();
          if (source.trim() !== '') void look({ source, precision });
        }}
      >
        <label class="field-label" for="get-model-field">
          {texts.getModel.source}
        </label>
        <div class="with-button">
          <input
            id="get-model-field"
            class="text-field"
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={1000}
            placeholder={texts.getModel.sourceExample}
            value={source}
            autofocus
            onInput={(event) => setSource(event.currentTarget.value)}
          />
          <button type="submit" class="button" disabled={isLooking || source.trim() === ''}>
            {texts.getModel.lookUp}
          </button>
        </div>
      </form>
      <div class="scroll get-model-body" aria-live="polite" aria-busy={isLooking}>
        {isLooking && <p class="empty">{texts.getModel.lookingAt(source)}</p>}
        {problem && (
          <div class="model-fault" role="alert">
            <p>{problem.message}</p>
            <p class="muted">{problem.remedy}</p>
          </div>
        )}
        {answer?.plan && (
          <PlanView
            plan={answer.plan}
            download={start}
            back={back}
            choosePrecision={(wanted) => void look({ source, precision: wanted })}
          />
        )}
        {answer && !answer.plan && (
          <DownloadChoices
            choices={answer.choices}
            choose={(chosen) => void look({ source: chosen, precision })}
            back={back}
          />
        )}
        {!answer && !isLooking && <SuggestedModels choose={(chosen) => void look({ source: chosen, precision })} />}
      </div>
    </>
  );
}
