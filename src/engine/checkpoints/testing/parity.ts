import { expect } from 'vitest';
import { type Tensor, tensor } from '../../../tensor/tensor.ts';
import { maxDifference } from '../../../tensor/testing/goldens.ts';
import { sessionOptions } from '../../providers/sessionOptions.ts';
import { openBuilt } from '../../sessions/openBuilt.ts';
import type { Session } from '../../sessions/session.ts';
import type { BuiltNetwork } from '../builtNetwork.ts';
import type { AdaptedCall, RecordedCall } from './fixture.ts';

/** Of the recorded peak, as everywhere. */
const tolerance = 1e-4;

/** Runs a network on the inputs of recorded calls, and expects what it says to be what was recorded. */
export async function expectAnswers(
  network: BuiltNetwork,
  calls: readonly RecordedCall[],
  memory?: number,
): Promise<void> {
  const answerAll = async (session: Session) => {
    for (const { inputs, outputs } of calls) await expectAnswer(session, inputs, outputs);
  };
  await withSession(network, answerAll, memory);
}

export type Strengths = Readonly<Record<string, Tensor>>;

/** The same for the strengths of LoRAs, with one session. */
export async function expectAdapted(
  network: BuiltNetwork,
  call: RecordedCall,
  adapted: readonly AdaptedCall[],
): Promise<void> {
  await withSession(network, async (session) => {
    for (const { strengths, outputs } of adapted) {
      await expectAnswer(session, { ...call.inputs, ...strengthInputs(strengths) }, outputs);
    }
  });
}

export function strengthInputs(strengths: readonly number[]): Strengths {
  return Object.fromEntries(strengths.map((strength, i) => [`lora_${i}`, tensor(Float32Array.of(strength), [])]));
}

async function expectAnswer(session: Session, feeds: Strengths, outputs: RecordedCall['outputs']): Promise<void> {
  const names = [...session.outputs.keys()].filter((name) => name in outputs);
  expect(names).not.toEqual([]);
  const answers = await session.runAll(feeds, names);
  for (const [i, name] of names.entries()) expectNear(answers[i] as Tensor, outputs[name] as Tensor, name);
}

function expectNear(answer: Tensor, recorded: Tensor, name: string): void {
  expect(answer.shape, name).toEqual(recorded.shape);
  const peak = recorded.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const difference = maxDifference(answer.data, recorded.data) / peak;
  if (process.env.SHOW_ERRORS) console.log(name, difference.toExponential(1));
  expect(difference, name).toBeLessThan(tolerance);
}

/** @param memory in bytes, of the machine that the network is opened on */
export async function withSession<T>(
  network: BuiltNetwork,
  work: (session: Session) => Promise<T>,
  memory?: number,
): Promise<T> {
  const session = await openBuilt(network, sessionOptions('cpu'), memory);
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}
