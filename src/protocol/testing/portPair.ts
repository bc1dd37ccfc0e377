import type { MessagePortLike } from '../port.ts';

/** Two ends of a wire in memory. Messages are copied on their way, and arrive later, as they would. */
export function portPair(copy: (message: unknown) => unknown = structuredClone): [MessagePortLike, MessagePortLike] {
  const ends: { messages: ((message: unknown) => void)[]; closes: (() => void)[] }[] = [
    { messages: [], closes: [] },
    { messages: [], closes: [] },
  ];
  let open = true;
  const port = (own: number, other: number): MessagePortLike => ({
    post(message) {
      if (!open) return;
      const copied = copy(message);
      queueMicrotask(() => {
        for (const handler of ends[other]?.messages ?? []) handler(copied);
      });
    },
    onMessage: (handler) => void ends[own]?.messages.push(handler),
    onClose: (handler) => void ends[own]?.closes.push(handler),
    close() {
      open = false;
      for (const end of ends) for (const handler of end.closes.splice(0)) handler();
    },
  });
  return [port(0, 1), port(1, 0)];
}
