import { type ReadonlySignal, signal } from '@preact/signals';
import { blockPart, workflowOfBlock } from '../../../graph/blocks/ownBlock.ts';
import type { Subgraph } from '../../../graph/edit/subgraph.ts';
import { ArcspaceError, problemFrom } from '../../../graph/problem.ts';
import type { NodeEntry, NodeRegistry } from '../../../graph/registry.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import type { EngineClient } from '../../../protocol/protocol.ts';
import type { ReadWorkflow } from '../../reading/readWorkflow.ts';
import { texts } from '../../text/texts.ts';
import { pathFor } from '../document/pathFor.ts';
import type { Log } from '../log.ts';

/** A block of the user's own, as the palette shows it and as it is inserted. */
export interface OwnBlock {
  /** Of its file. */
  readonly name: string;
  readonly workflow: Workflow;
  readonly entry: NodeEntry;
  readonly part: Subgraph;
}

export interface OwnBlocks {
  readonly list: ReadonlySignal<readonly OwnBlock[]>;
  refresh(): Promise<void>;
  /** Saves a block of a workflow under its title. */
  save(workflow: Workflow, block: string): Promise<boolean>;
  rename(block: OwnBlock, title: string): Promise<boolean>;
  remove(block: OwnBlock): Promise<boolean>;
}

interface Dependencies {
  readonly client: EngineClient;
  readonly read: ReadWorkflow;
  readonly registry: NodeRegistry;
  readonly log: Log;
}

const fileOf = (title: string) => pathFor(title || texts.messages.block).replace(/\.json$/, '.arcspace');

/** As macOS and Windows compare the names of files. */
const plain = (name: string) => name.normalize('NFC').toLowerCase();

/** Blocks of the user's own, which are files in the workspace. */
export function createOwnBlocks({ client, read, registry, log }: Dependencies): OwnBlocks {
  const list = signal<readonly OwnBlock[]>([]);

  const understood = async ({ name, text }: { name: string; text: string }): Promise<OwnBlock[]> => {
    const found = await read(text).catch(() => undefined);
    const block = found && blockPart(found.workflow, registry, name);
    return found && block ? [{ name, workflow: found.workflow, ...block }] : [];
  };

  const refresh = async () => {
    try {
      list.value = (await Promise.all((await client.call('listBlocks', {})).map(understood))).flat();
    } catch {
      // Without a connection what was listed stays; the next connection lists anew.
    }
  };

  const told = async (what: string, change: () => Promise<string | undefined>): Promise<boolean> => {
    try {
      const message = await change();
      if (message !== undefined) log.notify({ level: 'success', message });
      return true;
    } catch (thrown) {
      const { message, remedy } = problemFrom(thrown);
      log.notify({ level: 'error', message: `${what} ${message}`, remedy });
      return false;
    } finally {
      await refresh();
    }
  };

  const write = (name: string, workflow: Workflow, title: string) =>
    client.call('saveBlock', { name, text: serializeWorkflow({ ...workflow, name: title || texts.messages.block }) });

  /** The block whose file a title leads to, on whatever system. */
  const holderOf = (title: string) => list.peek().find(({ name }) => plain(name) === plain(fileOf(title)));

  return {
    list,
    refresh,
    save: (whole, id) =>
      told(texts.messages.blockWasNotSaved, async () => {
        const workflow = workflowOfBlock(whole, id);
        const replaced = holderOf(workflow.name);
        await write(replaced?.name ?? fileOf(workflow.name), workflow, workflow.name);
        const kept = replaced ? texts.messages.earlierVersions : '';
        return texts.messages.savedBlock(workflow.name, kept);
      }),
    rename: (block, title) =>
      told(texts.messages.blockWasNotRenamed, async () => {
        const renamed = { ...block.workflow, blocks: block.workflow.blocks?.map(titled(title)) };
        await refresh();
        const holder = holderOf(title);
        if (holder && holder.name !== block.name) throw taken(holder.entry.title);
        const name = holder?.name ?? fileOf(title);
        await write(name, renamed, title);
        if (name !== block.name) await client.call('removeBlock', { name: block.name });
        return undefined;
      }),
    remove: ({ name, entry }) =>
      told(texts.messages.blockWasNotDeleted, async () => {
        await client.call('removeBlock', { name });
        return texts.messages.deletedBlock(entry.title);
      }),
  };
}

const taken = (title: string) =>
  new ArcspaceError('block-exists', texts.messages.blockNameTaken(title), texts.messages.chooseAnotherName);

/** Only the outermost block has the name of the file. */
const titled =
  (title: string) =>
  <B extends { readonly block?: string | undefined; readonly title: string }>(block: B): B =>
    block.block === undefined ? { ...block, title } : block;
