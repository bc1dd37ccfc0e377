import { beforeEach, describe, expect, it } from 'vitest';
import { levelOf } from '../../../graph/blocks/level.ts';
import { renameBlock } from '../../../graph/edit/blockPorts.ts';
import { makeBlock } from '../../../graph/edit/makeBlock.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../../graph/workflow/schema.ts';
import { workflowReader } from '../../reading/readWorkflow.ts';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { createLog } from '../log.ts';
import { createOwnBlocks, type OwnBlock } from './ownBlocks.ts';

const mix: Workflow = {
  ...emptyWorkflow(),
  nodes: [nodeSchema.parse({ id: 'mix', type: 'mix', version: 1, position: [0, 0] })],
};

function titled(title: string): Workflow {
  const made = makeBlock(levelOf(mix, testRegistry, { open: null }), ['mix']);
  return renameBlock(made?.workflow ?? mix, 'block', title);
}

/** A workspace on a disk that keeps no two names which differ in their case only. */
function workspace() {
  const files = new Map<string, { name: string; text: string }>();
  const engine = createFakeEngine({
    listBlocks: () => [...files.values()],
    saveBlock: ({ name, text }) => {
      files.set(name.toLowerCase(), { name: files.get(name.toLowerCase())?.name ?? name, text });
      return { path: `blocks/${name}`, stamp: text };
    },
    removeBlock: ({ name }) => {
      files.delete(name.toLowerCase());
      return null;
    },
  });
  const log = createLog();
  const blocks = createOwnBlocks({
    client: engine.client,
    read: workflowReader(testRegistry),
    registry: testRegistry,
    log,
  });
  return { blocks, log };
}

describe('a block of the user that is renamed', () => {
  let { blocks, log } = workspace();
  const titles = () =>
    blocks.list
      .peek()
      .map(({ entry }) => entry.title)
      .sort();
  const named = (title: string) => blocks.list.peek().find(({ entry }) => entry.title === title) as OwnBlock;

  beforeEach(async () => {
    ({ blocks, log } = workspace());
    await blocks.save(titled('Soften'), 'block');
    await blocks.save(titled('Sharpen'), 'block');
  });

  it('takes no name that another has, whatever its case', async () => {
    expect(await blocks.rename(named('Soften'), 'sharpen')).toBe(false);
    expect(titles()).toEqual(['Sharpen', 'Soften']);
    expect(log.toasts.peek().at(-1)?.message).toBe('The block was not renamed. Your block "Sharpen" has that name.');
  });

  it('is there under its new name, also when only the case is another', async () => {
    expect(await blocks.rename(named('Soften'), 'soften')).toBe(true);
    expect(titles()).toEqual(['Sharpen', 'soften']);
    expect(await blocks.rename(named('soften'), 'Dusk')).toBe(true);
    expect(titles()).toEqual(['Dusk', 'Sharpen']);
  });
});
