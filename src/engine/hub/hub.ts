import { createSource, type Source, type Transport } from '../download/source.ts';
import { refusalOf } from './hubErrors.ts';
import type { HubSettings } from './hubSettings.ts';

export type HubTransport = Transport;

export interface Hub extends HubSettings, Source {}

/** Talks to a hub. The token goes to the hub itself and to nobody that it sends us to. */
export function createHub(settings: HubSettings, transport: HubTransport = {}): Hub {
  const { endpoint, token } = settings;
  const home = {
    endpoint,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    refusal: ({ status, headers }: Response, url: string) =>
      refusalOf({ status, code: headers.get('x-error-code') ?? '', url }, settings),
    hints: {
      busy: 'Signed in, with a token, more requests are allowed.',
      unexpected: 'Check HF_ENDPOINT, where it is set.',
    },
  };
  return { ...settings, ...createSource(home, transport) };
}
