import { expect, test, vi } from 'vitest';
import { guardClosing } from './guardClosing.ts';
import { createQuitting } from './quitting.ts';

const SAVE = 0;
const DISCARD = 1;
const CANCEL = 2;

/** A window with an unsaved workflow, and a user who gives these answers one after another. */
function closing(...answers: number[]) {
  const app = { quitting: () => {}, on: (_: string, listener: () => void) => (app.quitting = listener), quit: vi.fn() };
  const quitting = createQuitting(app);
  const state = { names: ['Faces'] as readonly string[], closed: false };
  const listeners: ((event: { preventDefault(): void }) => void)[] = [];
  const window = {
    on: (_: 'close', listener: (typeof listeners)[number]) => listeners.push(listener),
    close() {
      let prevented = false;
      for (const listener of listeners) listener({ preventDefault: () => (prevented = true) });
      state.closed = !prevented;
    },
  };
  const ask = vi.fn(async (_: unknown) => ({ response: answers.shift() ?? CANCEL }));
  const save = vi.fn();
  const saved = guardClosing({ window, unsaved: () => state.names, save, ask, quitting });
  return { app, window, state, ask, save, saved, quitting };
}

test('a window whose work is saved closes unasked', () => {
  const { window, state, ask } = closing();
  state.names = [];
  window.close();
  expect(state.closed).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});

test('unsaved changes are asked about, by the name of the workflow, with an answer for each wish', async () => {
  const { window, state, ask } = closing(CANCEL);
  window.close();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  expect(ask.mock.calls[0]?.[0]).toMatchObject({
    message: 'Save the changes to "Faces"?',
    buttons: ['Save', "Don't save", 'Cancel'],
    cancelId: 2,
  });
  expect(state.closed).toBe(false);
});

test('several workflows are asked about together, each by its name', async () => {
  const { window, state, ask } = closing(CANCEL);
  state.names = Array.from({ length: 9 }, (_, at) => `Face ${at}`);
  window.close();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  expect(ask.mock.calls[0]?.[0]).toMatchObject({
    message: 'Save the changes to 9 workflows?',
    detail: expect.stringMatching(/^"Face 0", .*"Face 7" and 1 more\.\n/),
    buttons: ['Save all', "Don't save", 'Cancel'],
  });
});

test('Save closes the window when the page has saved, and not when it has not', async () => {
  const { window, state, save, saved } = closing(SAVE, SAVE);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(state.closed).toBe(false);
  saved(false);
  expect(state.closed).toBe(false);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  saved(true);
  expect(state.closed).toBe(true);
});

test("Don't save closes it at once", async () => {
  const { window, state, save } = closing(DISCARD);
  window.close();
  await vi.waitFor(() => expect(state.closed).toBe(true));
  expect(save).not.toHaveBeenCalled();
});

test('the question is asked once, however often closing is tried meanwhile', async () => {
  const { window, ask } = closing(CANCEL, CANCEL);
  window.close();
  window.close();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
});

test('quitting goes on after the answer, and is over when the user stays', async () => {
  const staying = closing(CANCEL);
  staying.app.quitting();
  staying.window.close();
  await vi.waitFor(() => expect(staying.ask).toHaveBeenCalledOnce());
  await new Promise(setImmediate);
  staying.quitting.goOn();
  expect(staying.app.quit).not.toHaveBeenCalled();

  const leaving = closing(DISCARD);
  leaving.app.quitting();
  leaving.window.close();
  await vi.waitFor(() => expect(leaving.app.quit).toHaveBeenCalledOnce());
});

test('closing one window does not quit the program', async () => {
  const { app, window, state } = closing(DISCARD);
  window.close();
  await vi.waitFor(() => expect(state.closed).toBe(true));
  expect(app.quit).not.toHaveBeenCalled();
});

test('where the machine shuts down nobody is asked: autosave has the work', () => {
  const { window, state, quitting } = closing();
  quitting.force();
  window.close();
  expect(state.closed).toBe(true);
});
