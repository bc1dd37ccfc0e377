import { expect, test } from 'vitest';
import { previewOnce } from './previewOnce.ts';
import type { SlotProgress } from './slot.ts';

const previewOf = (step: number) => ({
  node: 'sample',
  step,
  picture: { width: 1, height: 1, frames: 1, rgba: new Uint8Array(4) },
});

test('each preview is passed on once, and everything else each time', () => {
  const passed: SlotProgress[] = [];
  const tell = previewOnce((progress) => passed.push(progress));
  const [one, two] = [previewOf(1), previewOf(2)];
  const at = (step: number) => ({ finished: [], at: { node: 'sample', steps: { step, of: 4 } } });
  tell({ ...at(1), preview: one });
  tell({ ...at(2), preview: one });
  tell({ ...at(3), preview: two });
  tell(at(4));
  expect(passed).toEqual([{ ...at(1), preview: one }, at(2), { ...at(3), preview: two }, at(4)]);
});
