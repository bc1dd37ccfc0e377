import { ArcspaceError } from '../../graph/problem.ts';

/** Something that may be over in a moment: another try may do. */
export class PassingFault extends Error {
  constructor(
    /** What to say when it is not over. */
    readonly error: ArcspaceError,
    /** Seconds that the server wants to be left alone. */
    readonly wait?: number,
  ) {
    super(error.message);
  }
}

export function unreachable(url: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'source-unreachable',
    `${new URL(url).host} cannot be reached: ${why}.`,
    'Check the network connection, then try again: what is there already is kept.',
  );
}

/** @param hint what else helps */
export function busy(url: string, status: number, hint?: string): ArcspaceError {
  const host = new URL(url).host;
  return new ArcspaceError(
    'source-busy',
    status === 429 ? `${host} allows no more requests for now.` : `${host} answers with an error (status ${status}).`,
    withHint('Try again later: what is there already is kept.', hint),
  );
}

/** @param hint what else helps */
export function unexpected(host: string, why: string, hint?: string): ArcspaceError {
  return new ArcspaceError(
    'source-unexpected',
    `${host} sent an unexpected answer: ${why}.`,
    withHint('A proxy may be changing what is sent. Try another network.', hint),
  );
}

export function changed(file: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'hub-changed',
    `${file} is no longer what the list of files said: ${why}.`,
    'Start the download again. If it happens again, something on the way changes files: use another network.',
  );
}

function withHint(remedy: string, hint: string | undefined): string {
  return hint === undefined ? remedy : `${remedy} ${hint}`;
}
