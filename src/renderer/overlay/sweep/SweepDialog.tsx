import { useMemo, useState } from 'preact/hooks';
import { duration } from '../../../graph/duration.ts';
import type { Plan } from '../../../graph/plan.ts';
import { problemFrom } from '../../../graph/problem.ts';
import type { SweepAxis } from '../../../graph/sweep/axis.ts';
import { estimatedTime } from '../../../graph/sweep/estimate.ts';
import { mostAxes } from '../../../graph/sweep/limits.ts';
import { useApp } from '../../app/context.ts';
import type { App } from '../../app/createApp.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { shownCells, shownPlan } from '../../state/jobs/shownCells.ts';
import { type Texts, texts } from '../../text/texts.ts';
import { AxisField } from './AxisField.tsx';
import { type AxisDraft, readDraft, sweptNodes, writtenValue } from './axisDraft.ts';

/** What an axis of a sweep is on its sheets. */
interface Role {
  readonly id: string;
  readonly role: keyof Texts['sweep']['roles'];
}

const roles: readonly Role[] = [
  { id: 'sweep-across', role: 'across' },
  { id: 'sweep-down', role: 'down' },
  { id: 'sweep-a-sheet-for-each', role: 'sheetForEach' },
  ...Array.from({ length: mostAxes - 3 }, (_, index): Role => ({ id: `sweep-axis-${index + 4}`, role: 'andForEach' })),
];
/** Offered before somebody asks for more. */
const FIRST_AXES = 3;
const nothing: AxisDraft = { name: '', written: '' };

/** Where parameters and their values are chosen. */
export function SweepDialog() {
  const { ui } = useApp();
  if (!ui.sweepDialog.value) return null;
  const close = () => {
    ui.sweepDialog.value = false;
  };
  return (
    <Dialog label={texts.sweep.title} class="sweep-dialog" testId="sweep-dialog" close={close}>
      <header class="panel-header">
        <h2>{texts.sweep.title}</h2>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <SweepForm close={close} />
    </Dialog>
  );
}

function SweepForm({ close }: { close(): void }) {
  const app = useApp();
  const { registry } = app.editor;
  const workflow = app.editor.whole.value;
  const [drafts, setDrafts] = useState<readonly AxisDraft[]>(Array(FIRST_AXES).fill(nothing));
  const swept = drafts.map(({ name }) => name).join();
  const nodes = useMemo(() => sweptNodes(workflow, registry, new Set(swept.split(','))), [workflow, registry, swept]);
  const read = drafts.map((draft) => (draft.name === '' ? {} : readDraft(workflow, registry, draft)));
  const axes = read.flatMap(({ axis }) => (axis ? [axis] : []));
  const isRead = axes.length > 0 && read.every(({ problem }) => !problem);
  const asked = isRead ? JSON.stringify(axes) : undefined;
  // Each way to choose wires is planned: not again for what changes nothing of them.
  const planned = useMemo(() => asked && shownPlan(workflow, registry, axes), [workflow, registry, asked]);
  const size = planned ? sizeOf(app, planned, axes) : undefined;
  return (
    <form
      class="sweep-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!size?.runs) return;
        app.sweeps.start(axes);
        close();
        app.ui.sweepSheet.value = true;
      }}
    >
      <p class="muted">{texts.sweep.about}</p>
      {roles.slice(0, drafts.length).map(({ id, role }, index) => (
        <AxisField
          key={id}
          id={id}
          role={texts.sweep.roles[role]}
          draft={drafts[index] ?? nothing}
          read={read[index] ?? {}}
          nodes={nodes}
          autofocus={index === 0}
          written={(parameter) => writtenValue(workflow, registry, parameter)}
          change={(draft) => setDrafts(drafts.with(index, draft))}
        />
      ))}
      {drafts.length < mostAxes && (
        <button
          type="button"
          class="button sweep-more"
          data-testid="sweep-more"
          onClick={() => setDrafts([...drafts, nothing])}
        >
          <Icon name="plus" />
          {texts.sweep.addParameter}
        </button>
      )}
      <footer class="sweep-footer">
        <span class="muted" data-testid="sweep-size" aria-live="polite">
          {size?.words}
        </span>
        <button type="submit" class="button primary filled" data-testid="sweep-run" disabled={!size?.runs}>
          <Icon name="play" />
          {texts.sweep.runSweep}
        </button>
      </footer>
    </form>
  );
}

/** How many cells there are and how long they take, or why they cannot be computed. */
function sizeOf(
  { runs, sweeps }: App,
  planned: Plan,
  axes: readonly SweepAxis[],
): { readonly words: string; readonly runs: boolean } {
  if (sweeps.current.value?.isRunning) {
    return { words: texts.sweep.isBusy, runs: false };
  }
  try {
    const { length } = shownCells(planned, axes);
    const time = estimatedTime(planned, axes, (node) => runs.pace.get(node));
    const words = time === undefined ? texts.sweep.pictures(length) : texts.sweep.picturesIn(length, duration(time));
    return { words, runs: true };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { words: `${message} ${remedy}`, runs: false };
  }
}
