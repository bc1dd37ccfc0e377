import { effect } from '@preact/signals';
import { render } from 'preact';
import { AppProvider } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { shieldComposition } from '../keyboard/composition.ts';
import { typingField } from '../keyboard/typingField.ts';
import type { WorkflowDocument } from '../state/document/document.ts';
import { followOtherWindows } from '../state/preferences.ts';
import { followTheme } from '../state/theme.ts';
import { texts } from '../text/texts.ts';
import { Shell } from './Shell.tsx';

/** Opens what was open last time, or the first example; a first start also greets with the start page. */
async function openSomething(app: App): Promise<void> {
  await app.files.refresh();
  const entries = app.files.list.value ?? [];
  const first = entries.find((entry) => entry.kind === 'example');
  const { greeted, recents } = app.preferences.values.peek();
  const last = recents.find(({ path }) => entries.some((entry) => entry.path === path));
  const path = (greeted ? last?.path : undefined) ?? first?.path;
  if (path !== undefined) await app.files.open(path);
  if (!greeted) app.ui.startPage.value = true;
  app.preferences.set({ greeted: true });
}

async function offerRecovery(app: App): Promise<void> {
  await app.recovery.refresh();
  if (app.recovery.works.value.length > 0) app.ui.startPage.value = true;
}

function followTitle(app: App): void {
  effect(() => {
    const mark = app.editor.dirty.value ? '• ' : '';
    document.title = texts.shell.pageTitle(mark, app.editor.workflow.value.name);
  });
}

/** What is typed belongs to the workflow in which it was begun. */
function endTypingOnLeaving({ editor }: App): void {
  editor.onLeave(() => typingField(document.activeElement)?.blur());
}

/** The same page again, not a new start in its tab. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload' || navigation?.type === 'back_forward';
}

/** Closing the window asks nothing: unsaved work is kept and offered at the next start. */
function keepOnClosing({ autosave, keptResults, presence }: App): void {
  window.addEventListener('pagehide', () => {
    void autosave.flush();
    void keptResults.flush();
    void presence.announce(false);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void presence.announce(true);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void autosave.flush();
  });
}

/** Shows each workflow as it was seen last, at first as its file says. */
function followChosenView({ editor, ui }: App): void {
  const views = new WeakMap<WorkflowDocument, boolean>();
  let shown: WorkflowDocument | undefined;
  effect(() => {
    const document = editor.document.value;
    if (document !== shown) {
      shown = document;
      ui.appView.value = views.get(document) ?? editor.whole.peek().opensIn === 'app';
    }
    views.set(document, ui.appView.value);
  });
}

/** Puts the editor into the page and fills it. */
export async function start(app: App, root: HTMLElement): Promise<void> {
  shieldComposition(window);
  followOtherWindows(app.preferences, window);
  followTheme(app.preferences, document.documentElement);
  followTitle(app);
  keepOnClosing(app);
  endTypingOnLeaving(app);
  render(
    <AppProvider value={app}>
      <Shell />
    </AppProvider>,
    root,
  );
  void app.engine.refresh();
  const shown = new URLSearchParams(location.search).get('app');
  app.ui.appView.value = shown !== null;
  // Who was sent to the app view is not sent out of it.
  if (shown === null) followChosenView(app);
  if (isReload() && (await app.recovery.resume())) {
    void app.files.refresh();
    await app.keptResults.restore();
  } else if (shown === null || !(await app.files.open(shown))) {
    await openSomething(app);
    await offerRecovery(app);
  }
  app.autosave.begin();
  app.recovery.begin();
  app.keptResults.begin();
  void app.keptHistory.clear().catch(() => undefined);
  await app.runs.resume();
  await app.sweeps.restore();
}
