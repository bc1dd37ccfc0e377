import { expect, test } from 'vitest';
import { fakeHandlers } from '../../protocol/testing/fakeEngine.ts';
import { createTurns } from './turns.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const nobody = () => undefined;

/** Answers after so many turns of the event loop, as reading many files does. */
const slowly = (turns: number) => async () => {
  for (let count = 0; count < turns; count++) await turn();
  return [];
};

test('a call that takes many turns is answered while a run lets go once', async () => {
  const turns = createTurns(() => 0);
  const { listWorkflows } = turns.count(fakeHandlers({ listWorkflows: slowly(100) }));
  let answered = false;
  const call = listWorkflows({}, nobody).then(() => {
    answered = true;
  });
  await turns.letOthersGoOn();
  expect(answered).toBe(true);
  await call;
});

test('a call that takes for ever keeps a run from going on for a moment only', async () => {
  let time = 0;
  const turns = createTurns(() => (time += 10));
  const handlers = turns.count(fakeHandlers({ listImages: () => new Promise(() => {}) }));
  void handlers.listImages({}, nobody);
  await turns.letOthersGoOn();
  expect(time).toBeLessThan(100);
});

test('nothing is waited for when nobody waits: neither after a call, nor after one that failed, nor for a watcher', async () => {
  const turns = createTurns(() => 0);
  const watch = () => new Promise<never>(() => {});
  const handlers = turns.count(fakeHandlers({ listWorkflows: slowly(1), watch }));
  await handlers.listWorkflows({}, nobody);
  await handlers.listImages({}, nobody).catch(nobody);
  void handlers.watch({ client: 'window', run: 'r', from: 0, ahead: false }, nobody);
  await turns.letOthersGoOn();
});
