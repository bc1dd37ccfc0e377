import type { ProviderName } from '../../protocol/types.ts';
import { groupBy } from './groupBy.ts';
import type { NodeRun } from './readProfile.ts';

/** All nodes of one operator that run on one provider. */
export interface OperatorProfile {
  readonly operator: string;
  readonly provider: ProviderName;
  readonly nodes: number;
  readonly milliseconds: number;
  /** Of the time of its network, 0 to 1. */
  readonly share: number;
}

/** Where the nodes of a network ran. */
export interface NetworkProfile {
  /** "unet/model.onnx" */
  readonly network: string;
  readonly nodes: number;
  readonly milliseconds: number;
  /** The most expensive first. */
  readonly operators: readonly OperatorProfile[];
}

/** Sums up the runs of the nodes of a network, which may have run more than once. */
export function networkProfile(network: string, runs: readonly NodeRun[]): NetworkProfile {
  const total = sum(runs);
  const operators = [...groupBy(runs, ({ operator, provider }) => `${operator} ${provider}`).values()]
    .map((group): OperatorProfile => {
      const { operator, provider } = group[0] as NodeRun;
      const milliseconds = sum(group);
      return {
        operator,
        provider,
        nodes: countNodes(group),
        milliseconds,
        share: total > 0 ? milliseconds / total : 0,
      };
    })
    .sort((a, b) => b.milliseconds - a.milliseconds);
  return { network, nodes: countNodes(runs), milliseconds: total, operators };
}

function countNodes(runs: readonly NodeRun[]): number {
  return new Set(runs.map(({ node }) => node)).size;
}

function sum(runs: readonly NodeRun[]): number {
  return runs.reduce((total, { microseconds }) => total + microseconds, 0) / 1000;
}
