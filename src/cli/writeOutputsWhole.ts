import { fstatSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';

type Output = Writable & { readonly fd: number };

/**
 * Where an output of the command line goes into a file, Node makes one write of it and does not look how many bytes a nearly
 * full disk took: `arcspace schema > file` would be cut short without a word. Here all is written, or it is an error.
 */
export function writeOutputsWhole(outputs: readonly Output[]): void {
  for (const output of outputs.filter(({ fd }) => fstatSync(fd).isFile())) {
    output._write = (chunk: Uint8Array, _encoding, done) => {
      try {
        writeFileSync(output.fd, chunk);
        done();
      } catch (thrown) {
        done(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    };
  }
}
