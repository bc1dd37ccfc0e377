import { once } from '../once.ts';

/** Loaded with the first picture: it is a large file, and many commands read none. */
export const loadSkia = once(() => import('@napi-rs/canvas'));
