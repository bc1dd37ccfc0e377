import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createFindings } from './findings.ts';

const folder = temporaryFolder();
const slow = async (provider: ProviderName): Promise<ProviderFinding> => ({
  provider,
  state: 'slow',
  finding: 'Slow.',
});
const findings = () => createFindings(join(folder.path, 'devices.json'), slow, async () => 'this machine');

test('what one process finds does not take back what was chosen in another meanwhile', async () => {
  const [doctor, editor] = [findings(), findings()];
  await doctor.choice();
  await editor.choose('cpu');
  await doctor.examineAnew(['webgpu']);
  const next = findings();
  expect(await next.choice()).toBe('cpu');
  expect(await next.known(['webgpu'])).toEqual([await slow('webgpu')]);
});
