import type { ForeignNode } from './foreignGraph.ts';
import { isRecord } from './reading.ts';
import { INSIDE_INPUTS, type Subgraph } from './readSheet.ts';

/** What a node that shows a subgraph says of the widgets inside: node of the subgraph, widget, value. */
export interface Promoted {
  readonly node: string;
  readonly widget: string;
  readonly value: unknown;
}

/**
 * The values that a node gives to the subgraph it shows. Newer files list them by the inputs of the subgraph, older ones by
 * `proxyWidgets`; undefined where it cannot be told which value is whose.
 */
export function promotedValues(instance: ForeignNode, subgraph: Subgraph): readonly Promoted[] | undefined {
  const own = ownValues(instance, subgraph);
  if (!own) return undefined;
  const given = Object.entries(instance.given).flatMap(([name, value]) => behindInput(subgraph, name, value));
  return [...own, ...given];
}

function ownValues({ values, source }: ForeignNode, subgraph: Subgraph): readonly Promoted[] | undefined {
  if (!Array.isArray(values)) {
    return Object.entries(values).flatMap(([name, value]) => behindInput(subgraph, name, value));
  }
  if (values.length === 0) return [];
  const names = proxiesOf(source) ?? inputsWithWidgets(subgraph);
  if (names.length !== values.length) return undefined;
  return names.flatMap(({ node, widget }, index) =>
    node === undefined
      ? behindInput(subgraph, widget, values[index])
      : [{ node, widget, value: values[index] as unknown }],
  );
}

interface Named {
  /** Undefined for an input of the subgraph. */
  readonly node?: string;
  readonly widget: string;
}

function proxiesOf(source: unknown): readonly Named[] | undefined {
  const properties = isRecord(source) ? source.properties : undefined;
  const proxies = isRecord(properties) ? properties.proxyWidgets : undefined;
  if (!Array.isArray(proxies) || proxies.length === 0) return undefined;
  return proxies.map((proxy) => {
    const [node, widget] = Array.isArray(proxy) ? proxy.map(String) : [];
    return node === undefined || node === '-1' ? { widget: widget ?? '' } : { node, widget: widget ?? '' };
  });
}

function inputsWithWidgets(subgraph: Subgraph): readonly Named[] {
  return subgraph.inputs
    .filter(({ name }) => behindInput(subgraph, name, undefined).length > 0)
    .map(({ name }) => ({ widget: name }));
}

/** The widgets that an input of a subgraph stands for. */
function behindInput(subgraph: Subgraph, name: string, value: unknown): Promoted[] {
  const slot = subgraph.inputs.findIndex((input) => input.name === name);
  return subgraph.links.flatMap(({ from, to }) => {
    if (from.node !== INSIDE_INPUTS || from.slot !== slot) return [];
    const input = subgraph.nodes.find(({ id }) => id === to.node)?.inputs[to.slot];
    return input?.widget === undefined ? [] : [{ node: to.node, widget: input.widget, value }];
  });
}
