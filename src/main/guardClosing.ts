import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Quitting } from './quitting.ts';

interface Closing {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  close(): void;
}

interface Guarding {
  readonly window: Closing;
  /** Names of the workflows that have changes that are not saved. */
  readonly unsaved: () => readonly string[];
  /** Asks the page to save all of them. It may ask for a name, and the user may change their mind: it answers by `saved`. */
  readonly save: () => void;
  readonly ask: (options: MessageBoxOptions) => Promise<Pick<MessageBoxReturnValue, 'response'>>;
  readonly quitting: Quitting;
}

const answers = ['save', 'discard', 'cancel'] as const;

/** As many are named. */
const NAMED = 8;

function question(names: readonly string[]): MessageBoxOptions {
  const isOne = names.length === 1;
  const listed = names.slice(0, NAMED).map((name) => `"${name}"`);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const kept = 'Changes that are not saved are kept by autosave, and offered on the start page.';
  return {
    type: 'warning',
    message: isOne ? `Save the changes to ${listed[0]}?` : `Save the changes to ${names.length} workflows?`,
    detail: isOne ? kept : `${listed.join(', ')}${more}.\n\n${kept}`,
    buttons: [isOne ? 'Save' : 'Save all', "Don't save", 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
}

/**
 * Asks before a window with unsaved changes closes.
 * @returns what is to be called when the page has saved, or has not.
 */
export function guardClosing({ window, unsaved, save, ask, quitting }: Guarding): (saved: boolean) => void {
  let mayClose = false;
  let asking = false;
  const close = (): void => {
    mayClose = true;
    window.close();
    quitting.goOn();
  };
  const decide = async (names: readonly string[]): Promise<void> => {
    asking = true;
    const { response } = await ask(question(names)).finally(() => {
      asking = false;
    });
    const answer = answers[response] ?? 'cancel';
    if (answer === 'discard') return close();
    if (answer === 'save') return save();
    quitting.stop();
  };
  window.on('close', (event) => {
    const names = mayClose || quitting.isForced() ? [] : unsaved();
    if (names.length === 0) return;
    event.preventDefault();
    if (!asking) void decide(names);
  });
  return (saved) => (saved ? close() : quitting.stop());
}
