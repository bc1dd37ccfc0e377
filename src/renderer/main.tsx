import './styles/styles.ts';
import { nodeRegistry } from '../../nodes/index.ts';
import { createApp } from './app/createApp.ts';
import { followDesktop } from './desktop/followDesktop.ts';
import { connectEngine, desktop } from './hosts/host.ts';
import { start } from './shell/start.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no place for the editor');

const app = createApp(await connectEngine(), nodeRegistry, localStorage, desktop ?? null, sessionStorage);
const started = start(app, root);
if (desktop) followDesktop(app, desktop, started);
await started;
