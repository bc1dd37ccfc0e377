// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import type { App } from '../../app/createApp.ts';
import { contentsOf, exportGraph } from './exportGraph.ts';

const look = { format: 'svg', scale: 1, theme: 'dark' } as const;

function appWith(canvas: unknown) {
  const notify = vi.fn();
  const app = {
    editor: { whole: signal({ ...emptyWorkflow(), name: 'Boats' }) },
    ui: { canvas: signal(canvas) },
    log: { notify },
  } as unknown as App;
  return { app, notify };
}

afterEach(() => void vi.restoreAllMocks());

describe('the export of the graph', () => {
  it('says that it began: nobody knows yet whether the file is saved', async () => {
    vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:it');
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const { app, notify } = appWith({ pictures: { svg: async () => '<svg/>' } });
    await exportGraph(app, look);
    expect(notify).toHaveBeenCalledWith(
      expect.objectContaining({ level: 'info', message: 'Download of Boats.svg started.' }),
    );
  });

  it('says before that inside a block it is the block alone', () => {
    const inside = (open: string | null) => contentsOf({ editor: { level: signal({ open }) } } as unknown as App);
    expect([inside(null), inside('b')]).toEqual([
      expect.stringMatching(/^The whole graph .* may name folders/),
      expect.stringMatching(/^The open block /),
    ]);
  });

  it('is refused while no graph is shown', async () => {
    const { app, notify } = appWith(null);
    await expect(exportGraph(app, look)).rejects.toThrow('No graph is shown.');
    expect(notify).not.toHaveBeenCalled();
  });
});
