import { afterEach, describe, expect, it, vi } from 'vitest';
import { isLeftBehind, isTemporaryName, temporaryName } from './temporaryNames.ts';

const day = 24 * 60 * 60 * 1000;
const [prefix, machine, id, started, random] = temporaryName().split('-') as [string, string, string, string, string];
const nameOf = (changes: { machine?: string; id?: string; started?: string }) =>
  [prefix, changes.machine ?? machine, changes.id ?? id, changes.started ?? started, random].join('-');

afterEach(() => vi.restoreAllMocks());

/** What the system answers when it is asked for a process: whether it lives, or why that cannot be told. */
function systemSays(code: string): void {
  vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
}

describe('the name of a file that is not whole yet', () => {
  it('says who writes it, and is never given twice', () => {
    expect(temporaryName()).toMatch(new RegExp(`^\\.arcspace-[0-9a-f]{8}-${process.pid}-\\d+-[0-9a-f]{12}\\.tmp$`));
    expect(temporaryName()).not.toBe(temporaryName());
  });

  it.each([
    ['x.arcspace-0123abcd-1-2-0123456789ab.tmp', 'something before it'],
    ['.arcspace-0123abcd-1-2-0123456789ab.tmp2', 'something behind it'],
    ['.arcspace-0123abc-1-2-0123456789ab.tmp', 'too short a machine'],
    ['.arcspace-0123abcd--2-0123456789ab.tmp', 'no process'],
    ['.arcspace-0123abcd-1-x-0123456789ab.tmp', 'a start that is no number'],
    ['.arcspace-0123abcd-1-2-0123456789aX.tmp', 'chance of other letters'],
    ['.arcspace-0123abcd-1-2-0123456789abxtmp', 'no ending'],
  ])('is not %s, which has %s, and nothing is known of that', (name) => {
    expect(isTemporaryName('.arcspace-0123abcd-1-2-0123456789ab.tmp')).toBe(true);
    expect(isTemporaryName(name)).toBe(false);
    expect(isLeftBehind(name, 10 * day)).toBe(false);
  });
});

describe('a file is left behind', () => {
  it('when its process is dead, however young the file', () => {
    systemSays('ESRCH');
    expect(isLeftBehind(nameOf({ started: '0' }), 0)).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')(
    'not while its process lives and started when the name says (seen on Linux only)',
    () => {
      expect(isLeftBehind(nameOf({}), 10 * day)).toBe(false);
    },
  );

  it('not yet when its process belongs to somebody else, whom one may not ask', () => {
    systemSays('EPERM');
    expect(isLeftBehind(nameOf({ started: '0' }), day)).toBe(false);
    expect(isLeftBehind(nameOf({ started: '0' }), day + 1)).toBe(true);
  });

  it('when what was thrown says nothing of the process', () => {
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw 'EPERM';
    });
    expect(isLeftBehind(nameOf({ started: '0' }), 0)).toBe(true);
  });

  it.each([
    ['where nobody says when its process started', { started: '0' }],
    ['where its writer is on another machine', { machine: machine === '00000000' ? '00000001' : '00000000' }],
  ])('only after a whole day %s', (_, changes) => {
    expect(isLeftBehind(nameOf(changes), day)).toBe(false);
    expect(isLeftBehind(nameOf(changes), day + 1)).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('when another process has its id by now (seen on Linux only)', () => {
    expect(isLeftBehind(nameOf({ started: `${Number(started) + 1}` }), 0)).toBe(true);
  });
});
