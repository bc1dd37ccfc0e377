/** What a transport needs of a wire: two ends that post messages to each other, in order, whole or not at all. */
export interface MessagePortLike {
  post(message: unknown): void;
  /** Any number of handlers; none of them has to wait for another. */
  onMessage(handler: (message: unknown) => void): void;
  /** Called once; at once when the port is already closed. */
  onClose(handler: () => void): void;
  close(): void;
  /** So much is waiting to be sent that pictures nobody will miss should be left out. */
  congested?(): boolean;
}
