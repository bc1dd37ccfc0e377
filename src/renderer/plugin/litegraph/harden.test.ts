// @vitest-environment happy-dom
import source from 'litegraph.js/build/litegraph.core.js?raw';
import { afterEach, describe, expect, it } from 'vitest';
import { escapeMarkup } from './harden.ts';
import { LGraph, LGraphNode, LiteGraph } from './litegraph.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true">';
const files: Record<string, string> = import.meta.glob('../../../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Names that are assigned somewhere in a scope that does not declare them, by letting a strict engine find them. */
function assignedUndeclared(name: string): boolean {
  return new RegExp(`(^|[^\\w.$])${name}\\s*=[^=]`, 'm').test(source);
}

afterEach(() => {
  document.body.replaceChildren();
});

type Menu = new (values: unknown[], options: Record<string, unknown>) => object;

describe('litegraph behind the adapter', () => {
  it('has one importer in the whole project', () => {
    const importers = Object.keys(files).filter((file) =>
      /^import[^;]*from 'litegraph[^?]*';$/m.test(files[file] ?? ''),
    );
    expect(importers).toEqual(['./litegraph.ts']);
  });

  it('loads in strict mode, where its undeclared globals would throw', () => {
    const exports: Record<string, unknown> = {};
    new Function('exports', `'use strict';${source}`).call(exports, exports);
    expect(exports.LiteGraph).toBeDefined();
  });

  it('finds the globals declared that litegraph assigns without declaring', () => {
    for (const name of ['cloned', 'nodeNewType', 'filtered_extra', 'panel']) {
      expect(assignedUndeclared(name)).toBe(true);
      expect(name in globalThis).toBe(true);
    }
  });

  it('shows markup in menus as text', () => {
    const MenuClass = LiteGraph.ContextMenu as Menu;
    const event = new MouseEvent('click');
    document.body.dispatchEvent(event);
    new MenuClass([hostile, { content: hostile, title: hostile }], { title: hostile, event });
    expect(document.body.querySelector('img')).toBeNull();
    expect(document.body.textContent?.split(hostile)).toHaveLength(4);
  });

  it('escapes everything that markup is made of', () => {
    expect(escapeMarkup('<a href="x">&</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;');
  });

  it('lets no file overwrite methods or prototypes of a node', () => {
    const node = new LGraphNode('node');
    node.properties = { t: 0 };
    const file = `{"title": "fine", "connect": "gone", "id": 99, "__proto__": {"polluted": 1},
      "properties": {"t": 1, "extra": 2, "__proto__": {"polluted": 1}}, "constructor": {"prototype": {"polluted": 1}}}`;
    node.configure(JSON.parse(file));
    expect(node.title).toBe('fine');
    expect(node.connect).toBeTypeOf('function');
    expect(node.id).toBe(-1);
    expect(node.properties).toEqual({ t: 1 });
    expect('polluted' in {}).toBe(false);
  });

  it('refuses to read whole graphs: files enter through parseWorkflow', () => {
    expect(() => new LGraph().configure({ nodes: [] })).toThrow(/parseWorkflow/);
  });
});
