import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './makeFolder.ts';
import { isOwned, type Ownership, ownFolder } from './oneOwner.ts';
import { unwritable } from './unwritable.ts';

/** What is open in a folder that one process has at a time. */
export interface HeldFolder<Opened> {
  /** Undefined while this process has not got the folder. */
  readonly opened: Opened | undefined;
  /** Whether another process had it when this one looked last. */
  readonly isElsewhere: boolean;
  /**
   * Takes the folder, which is made where there is none; and again where it went, or another took this process for dead.
   * @returns undefined where another process has it.
   * @throws ArcspaceError where it cannot be made or written to.
   */
  take(): Promise<Opened | undefined>;
  /** The same where there is a folder and nobody has it. */
  takeUp(): Promise<void>;
  /** It is not taken again then. */
  close(): Promise<void>;
}

interface Setting<Opened> {
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
  open(): Promise<Opened>;
  shut(opened: Opened): Promise<void>;
}

/** Milliseconds between signs of life on disks that several machines share. */
const RENEW_EVERY = 10 * 60_000;

export function createHeldFolder<Opened>(folder: string, setting: Setting<Opened>): HeldFolder<Opened> {
  let held: { readonly opened: Opened; readonly ownership: Ownership } | undefined;
  let isElsewhere = false;
  let isClosed = false;
  let taking: Promise<Opened | undefined> | undefined;
  let renewing: ReturnType<typeof setInterval> | undefined;

  const letGo = async (): Promise<void> => {
    const mine = held;
    held = undefined;
    clearInterval(renewing);
    if (mine) await setting.shut(mine.opened).catch(() => undefined);
  };
  const open = async (): Promise<Opened | undefined> => {
    await setting.requireOwn();
    const ownership = await makeFolder(folder)
      .then(() => ownFolder(folder))
      .catch((thrown) => {
        throw unwritable(join(folder, 'own'), thrown);
      });
    isElsewhere = ownership === undefined;
    if (!ownership) return undefined;
    try {
      const opened = await setting.open();
      held = { opened, ownership };
      renewing = setInterval(() => void renewed(), RENEW_EVERY).unref();
      return opened;
    } catch (thrown) {
      await ownership.end();
      throw thrown;
    }
  };
  const renewed = async (): Promise<Opened | undefined> => {
    const mine = held;
    if (!mine) return undefined;
    if (await mine.ownership.renew()) return mine.opened;
    if (held === mine) await letGo();
    return undefined;
  };
  /** One attempt at a time: a second would take the first for another process. */
  const take = (): Promise<Opened | undefined> => {
    if (isClosed) return Promise.resolve(undefined);
    taking ??= renewed()
      .then((opened) => opened ?? open())
      .finally(() => {
        taking = undefined;
      });
    return taking;
  };
  return {
    get opened() {
      return held?.opened;
    },
    get isElsewhere() {
      return isElsewhere;
    },
    take,
    async takeUp() {
      if (held || !(await isThere(folder))) return;
      // Another that lives is left alone: to try is to write into its folder.
      if (isElsewhere && (await isOwned(folder))) return;
      await take();
    },
    async close() {
      isClosed = true;
      await taking?.catch(() => undefined);
      const ownership = held?.ownership;
      await letGo();
      await ownership?.end();
    },
  };
}

function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
