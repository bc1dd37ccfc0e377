import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from './createApp.ts';

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('components stand inside an AppProvider');
  return app;
}
