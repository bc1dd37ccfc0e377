import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Files of a certificate for 127.0.0.1, which is its own authority. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Whether certificates can be made to test with; says so where not. */
export function hasOpenssl(): boolean {
  const found = spawnSync('openssl', ['version']).status === 0;
  if (!found) console.log('Skipped: openssl is not installed (Debian: apt-get install openssl).');
  return found;
}

export function makeCertificate(folder: string): Certificate {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=arcspace-test'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
  ]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return { cert, key };
}
