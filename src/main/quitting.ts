interface Quits {
  on(event: 'before-quit', listener: () => void): unknown;
  quit(): void;
}

/** Quitting closes window after window; one that asks holds it up. */
export interface Quitting {
  /** The user stays. */
  stop(): void;
  /** A window that held it up is closed. */
  goOn(): void;
  /** The system ends or the session does: nobody can be asked. */
  force(): void;
  isForced(): boolean;
}

export function createQuitting(app: Quits): Quitting {
  let wanted = false;
  let forced = false;
  app.on('before-quit', () => {
    wanted = true;
  });
  return {
    stop() {
      wanted = false;
    },
    goOn() {
      if (wanted) app.quit();
    },
    force() {
      forced = true;
    },
    isForced: () => forced,
  };
}
