// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { AppProvider } from '../app/context.ts';
import { createApp } from '../app/createApp.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { Dialog } from './Dialog.tsx';

test('a dialog has the keyboard when the button that was pressed in it is gone', () => {
  const app = createApp(createFakeEngine().client, testRegistry, memoryStore());
  const show = (hasButton: boolean) =>
    act(() =>
      render(
        <AppProvider value={app}>
          <Dialog label="Pictures" class="pictures" close={() => undefined}>
            {hasButton && <button type="button">Compare 1 and 2</button>}
          </Dialog>
        </AppProvider>,
        document.body,
      ),
    );
  show(true);
  document.querySelector('button')?.focus();
  expect(document.activeElement?.textContent).toBe('Compare 1 and 2');
  show(false);
  expect(document.activeElement?.getAttribute('role')).toBe('dialog');
  act(() => render(null, document.body));
});
