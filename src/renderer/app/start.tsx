import { effect } from '@preact/signals';
import { render } from 'preact';
import { Shell } from '../components/Shell.tsx';
import { shieldComposition } from '../keyboard/composition.ts';
import { followTheme } from '../state/theme.ts';
import { AppProvider } from './context.ts';
import type { App } from './createApp.ts';

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
  const recovery = await app.client.call('readAutosave', {}).catch(() => null);
  if (!recovery) return;
  app.ui.recovery.value = recovery;
  app.ui.startPage.value = true;
}

function followTitle(app: App): void {
  effect(() => {
    const mark = app.editor.dirty.value ? '• ' : '';
    document.title = `${mark}${app.editor.workflow.value.name} - Arcspace`;
  });
}

/** Closing the window asks nothing: what is not saved is kept aside and offered at the next start. */
function keepOnClosing(app: App): void {
  window.addEventListener('pagehide', app.autosave.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) app.autosave.flush();
  });
}

/** Puts the editor into the page and fills it. */
export async function start(app: App, root: HTMLElement): Promise<void> {
  shieldComposition(window);
  followTheme(app.preferences, document.documentElement);
  followTitle(app);
  keepOnClosing(app);
  render(
    <AppProvider value={app}>
      <Shell />
    </AppProvider>,
    root,
  );
  void app.engine.refresh();
  await openSomething(app);
  await offerRecovery(app);
}
