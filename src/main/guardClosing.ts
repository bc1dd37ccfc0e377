import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Quitting } from './quitting.ts';

interface Closing {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  close(): void;
}

interface Guarding {
  readonly window: Closing;
  /** The name of the open workflow, where it has changes that are not saved. */
  readonly unsaved: () => string | undefined;
  /** Asks the page to save. It may ask for a name, and the user may change their mind: it answers by `saved`. */
  readonly save: () => void;
  readonly ask: (options: MessageBoxOptions) => Promise<Pick<MessageBoxReturnValue, 'response'>>;
  readonly quitting: Quitting;
}

const answers = ['save', 'discard', 'cancel'] as const;

function question(name: string): MessageBoxOptions {
  return {
    type: 'warning',
    message: `Save the changes to "${name}"?`,
    detail: 'Changes that are not saved are kept by autosave, and offered on the start page.',
    buttons: ['Save', "Don't save", 'Cancel'],
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
  const decide = async (name: string): Promise<void> => {
    asking = true;
    const { response } = await ask(question(name)).finally(() => {
      asking = false;
    });
    const answer = answers[response] ?? 'cancel';
    if (answer === 'discard') return close();
    if (answer === 'save') return save();
    quitting.stop();
  };
  window.on('close', (event) => {
    const name = mayClose || quitting.isForced() ? undefined : unsaved();
    if (name === undefined) return;
    event.preventDefault();
    if (!asking) void decide(name);
  });
  return (saved) => (saved ? close() : quitting.stop());
}
