#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../tools/buildIfStale.mjs';

buildIfStale(fileURLToPath(new URL('..', import.meta.url)));
await import('../out/main/cli.js');
