import { useEffect } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { command } from '../commands/commands.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon, Mark } from '../components/Icon.tsx';
import { useOpenFile } from '../files/useOpenFile.tsx';
import { texts } from '../text/texts.ts';
import { groupedExamples } from './exampleGroups.ts';
import { UnsavedWork } from './UnsavedWork.tsx';
import { WorkflowCard } from './WorkflowCard.tsx';

interface Card {
  readonly path: string;
  readonly title: string;
  readonly description?: string;
  readonly thumbnail?: string | undefined;
}

function recentCards(app: App): readonly Card[] {
  const entries = app.files.list.value ?? [];
  const listed = entries.filter((entry) => entry.kind === 'recent' || entry.kind === 'workspace');
  const examples = new Set(entries.filter((entry) => entry.kind === 'example').map((entry) => entry.path));
  const remembered: readonly Card[] = app.preferences.values.value.recents.filter(({ path }) => !examples.has(path));
  const all = new Map<string, Card>();
  for (const card of [...remembered, ...listed]) all.set(card.path, { ...all.get(card.path), ...card });
  return [...all.values()].slice(0, 12);
}

function Cards({ title, cards, open }: { title: string; cards: readonly Card[]; open(path: string): void }) {
  if (cards.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <div class="cards">
        {cards.map((card) => (
          <WorkflowCard key={card.path} {...card} open={() => open(card.path)} />
        ))}
      </div>
    </section>
  );
}

function Page() {
  const app = useApp();
  const close = () => {
    app.ui.startPage.value = false;
    app.ui.canvas.peek()?.focus();
  };
  const openFile = useOpenFile(close);
  useEffect(() => {
    void app.files.refresh();
    void app.recovery.refresh();
  }, [app]);
  const entries = app.files.list.value;
  const examples = entries?.filter((entry) => entry.kind === 'example') ?? [];
  const open = async (path: string) => {
    if (await app.files.open(path)) close();
  };
  return (
    <Dialog label={texts.start.title} class="start-page" testId="start-page" close={close}>
      <header class="start-header">
        <Mark />
        <div>
          <h1>{texts.common.arcspace}</h1>
          <p class="muted">{texts.start.about}</p>
        </div>
        <span class="grow" />
        <button
          type="button"
          class="button"
          data-testid="start-guide"
          title={texts.start.firstStepsAbout}
          onClick={() => command('guide').run(app)}
        >
          <Icon name="play" />
          {texts.start.firstSteps}
        </button>
        <button
          type="button"
          class="button"
          data-testid="start-new"
          onClick={() => {
            command('new').run(app);
            close();
          }}
        >
          <Icon name="plus" />
          {texts.start.newWorkflow}
        </button>
        <button type="button" class="button" onClick={openFile.choose}>
          <Icon name="open" />
          {texts.start.openFile}
        </button>
        {openFile.picker}
        <button type="button" class="button primary" data-testid="start-close" onClick={close}>
          {texts.start.goToEditor}
        </button>
      </header>
      <div class="start-body">
        <UnsavedWork close={close} />
        <Cards title={texts.start.recent} cards={recentCards(app)} open={(path) => void open(path)} />
        {groupedExamples(examples).map((group) => (
          <Cards key={group.title} title={group.title} cards={group.examples} open={(path) => void open(path)} />
        ))}
        {!entries && <p class="empty">{texts.start.loadingWorkflows}</p>}
        {entries?.length === 0 && <p class="empty">{texts.start.noExamples}</p>}
      </div>
    </Dialog>
  );
}

export function StartPage() {
  return useApp().ui.startPage.value ? <Page /> : null;
}
