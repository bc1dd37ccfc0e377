import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import type { KeptWork } from '../page/workStore.ts';
import { dayAndTime } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { GraphSketch } from './GraphSketch.tsx';

function workflowOf({ text }: KeptWork, { editor }: App): Workflow | null {
  try {
    return parseWorkflow(text, editor.registry).workflow;
  } catch {
    // Opening it says what is wrong; its card only stays without a drawing.
    return null;
  }
}

function Picture({ work }: { work: KeptWork }) {
  const app = useApp();
  if (work.picture !== null) return <img src={work.picture} alt="" draggable={false} />;
  const workflow = workflowOf(work, app);
  return workflow && <GraphSketch workflow={workflow} />;
}

function UnsavedCard({ work, close }: { work: KeptWork; close(): void }) {
  const { recovery } = useApp();
  const { name, time, savedAs } = work;
  const open = async () => {
    if (await recovery.open(work)) close();
  };
  return (
    <li class="card unsaved-card" data-testid="unsaved-work">
      <span class="card-picture">
        <Picture work={work} />
      </span>
      <span class="card-title">{name}</span>
      <span class="card-description muted">
        <time dateTime={new Date(time).toISOString()}>{dayAndTime(time)}</time>
        {savedAs === null ? texts.start.neverSaved : texts.start.changesTo(savedAs)}
      </span>
      <span class="card-buttons">
        <button
          type="button"
          class="button primary"
          data-testid="recover"
          aria-label={texts.start.openOf(name)}
          onClick={() => void open()}
        >
          {texts.common.open}
        </button>
        <button
          type="button"
          class="button"
          data-testid="discard-recovered"
          aria-label={texts.start.discardOf(name)}
          onClick={() => void recovery.discard(work)}
        >
          {texts.start.discard}
        </button>
      </span>
    </li>
  );
}

/** Work that no window shows any more and that was never saved: each can be opened or discarded by itself. */
export function UnsavedWork({ close }: { close(): void }) {
  const works = useApp().recovery.works.value;
  if (works.length === 0) return null;
  return (
    <section data-testid="recovery">
      <h2>{texts.start.unsavedWork}</h2>
      <ul class="cards">
        {works.map((work) => (
          <UnsavedCard key={`${work.window}.${work.document}`} work={work} close={close} />
        ))}
      </ul>
    </section>
  );
}
