import { effect } from '@preact/signals';
import { problemFrom } from '../../../graph/problem.ts';
import type { AutosaveKey, AutosaveTitle } from '../../../protocol/autosave.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import type { PageTurns } from '../../page/pageTurns.ts';
import type { KeptWork, WorkStore } from '../../page/workStore.ts';
import { texts } from '../../text/texts.ts';
import type { Log } from '../log.ts';
import { createTrouble } from '../trouble.ts';
import { createWriter } from './writer.ts';

/** The state of a workflow to keep. */
export interface Work extends Omit<KeptWork, 'text'> {
  /** Made when it is first asked for. */
  readonly text: () => Promise<string>;
  /** Whether it is open in the window. */
  readonly open: boolean;
}

/** One of the two places in which work is kept. */
export interface Copies {
  /** Writes it soon; work that is in its file needs no copy. */
  keep(work: Work): void;
  /** Whether the last state of a workflow that was to be kept is. */
  has(document: string): boolean;
  idle(): Promise<void>;
  remove(key: AutosaveKey): Promise<void>;
  stop(): void;
}

type SayDropped = (dropped: readonly AutosaveTitle[]) => void;

/** In this browser: whether the host is there or not. What is open has a copy always, to come back to after a reload. */
export function createPageCopies(works: WorkStore, log: Log, sayDropped: SayDropped): Copies {
  const kept = new Set<string>();
  let refused = false;
  const sayRefused = (thrown: unknown) => {
    if (refused) return;
    refused = true;
    log.notify({
      level: 'warning',
      message: texts.messages.noCopyHere(problemFrom(thrown).message),
      remedy: texts.messages.noCopyHereAbout,
    });
  };
  const store = async (work: KeptWork, keeps: boolean) => {
    try {
      if (keeps) sayDropped(await works.put(work));
      else await works.remove(work);
      kept.add(work.document);
    } catch (thrown) {
      kept.delete(work.document);
      sayRefused(thrown);
    }
  };
  const underWay = new Set<Promise<void>>();
  // The browser stores in the order in which it is asked: the last state of a page that closes does not wait for the one before.
  const writer = createWriter<Work>(async ({ open, text, ...work }) => {
    const stored = store({ ...work, text: await text() }, open || work.unsaved);
    underWay.add(stored);
    void stored.then(() => underWay.delete(stored));
  });
  return {
    keep: (work) => writer.add(work.document, work),
    has: (document) => kept.has(document),
    async idle() {
      await writer.idle();
      await Promise.all(underWay);
    },
    remove: (key) => works.remove(key).catch(sayRefused),
    stop() {},
  };
}

const RETRY = 10_000;

/** In the workspace: what other browsers and the next start find. Catches up by itself when the host is back. */
export function createHostCopies(
  client: HostClient,
  page: Copies,
  turns: PageTurns,
  log: Log,
  sayDropped: SayDropped,
): Copies {
  /** By workflow, what the host is to have. */
  const wanted = new Map<string, Work>();
  const kept = new Set<string>();
  const trouble = createTrouble(log);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const send = async ({ open: _, unsaved, workspace: __, history: ___, stamp: ____, text, ...work }: Work) => {
    if (unsaved) {
      const whole = { ...work, text: await text() };
      // The copy in the browser was sent off in this turn.
      await turns.rest();
      sayDropped((await client.call('writeAutosave', whole)).dropped);
      kept.add(work.document);
    } else {
      await client.call('clearAutosave', { window: work.window, document: work.document });
      kept.delete(work.document);
      wanted.delete(work.document);
    }
  };
  const fail = async (thrown: unknown, { document }: Work) => {
    kept.delete(document);
    await page.idle();
    const { message, remedy } = problemFrom(thrown);
    const elsewhere = page.has(document) ? texts.messages.copyHere : texts.messages.saveCopyByDownload;
    trouble.happened({
      level: 'error',
      message: texts.messages.autosaveFailed(message),
      remedy: `${remedy} ${elsewhere}`,
    });
  };
  /** That the host is not there is said elsewhere, and no loss where the browser has a copy. */
  const canWait = async ({ document }: Work): Promise<boolean> => {
    if (client.connection.peek() === 'connected') return false;
    await page.idle();
    return page.has(document);
  };
  const writer = createWriter<Work>(async (work) => {
    try {
      if (await canWait(work)) return;
      await send(work);
      trouble.over();
    } catch (thrown) {
      if (await canWait(work)) return;
      await fail(thrown, work);
      clearTimeout(retry);
      retry = setTimeout(sendAll, RETRY);
    }
  });
  const sendAll = () => {
    if (client.connection.peek() !== 'connected') return;
    for (const work of wanted.values()) writer.add(work.document, work);
  };
  const stop = effect(() => {
    if (client.connection.value === 'connected') sendAll();
  });
  return {
    keep(work) {
      if (!work.unsaved && !wanted.has(work.document)) return;
      wanted.set(work.document, work);
      writer.add(work.document, work);
    },
    has: (document) => kept.has(document),
    idle: writer.idle,
    async remove({ window, document }) {
      wanted.delete(document);
      await client.call('clearAutosave', { window, document });
    },
    stop() {
      clearTimeout(retry);
      stop();
    },
  };
}
