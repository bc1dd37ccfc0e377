import { expect, test } from 'vitest';
import { describeMachine } from './machine.ts';

test('a machine is described alike until something about its graphics or the program is another', async () => {
  const before = await describeMachine();
  expect(before).toContain(`${process.platform} ${process.arch}`);
  expect(await describeMachine()).toBe(before);
  process.env.VK_ICD_FILENAMES = '/opt/another.json';
  expect(await describeMachine()).not.toBe(before);
  delete process.env.VK_ICD_FILENAMES;
  expect(await describeMachine()).toBe(before);
});
