/** What a painter did to a canvas that paints nothing: names of calls with their arguments. */
export interface FakeContext {
  readonly context: CanvasRenderingContext2D;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** How many `save` are not yet restored. */
  depth(): number;
}

const charWidth = 6;

/** A 2D context on which every letter is 6 wide. `fail` names a call that throws. */
export function fakeContext(fail?: string): FakeContext {
  const calls: { name: string; args: readonly unknown[] }[] = [];
  let depth = 0;
  const own: Record<string, unknown> = {
    globalAlpha: 1,
    measureText: (text: string) => ({ width: text.length * charWidth }),
    getTransform: () => ({ a: 1, d: 1, e: 0, f: 0 }),
    createPattern: () => ({ setTransform: () => undefined }),
  };
  const context = new Proxy(own, {
    get(target, name) {
      if (name in target) return target[String(name)];
      return (...args: readonly unknown[]) => {
        calls.push({ name: String(name), args });
        if (name === 'save') depth += 1;
        if (name === 'restore') depth -= 1;
        if (name === fail) throw new Error(`${fail} is broken`);
      };
    },
    set(target, name, value) {
      target[String(name)] = value;
      return true;
    },
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls, depth: () => depth };
}

class FakePath {
  moveTo(): void {}
  lineTo(): void {}
  arc(): void {}
  roundRect(): void {}
  closePath(): void {}
  bezierCurveTo(): void {}
}

/** Gives a document without pixels what the canvas needs. */
export function installFakeCanvas(): void {
  const globals = globalThis as Record<string, unknown>;
  globals.Path2D = FakePath;
  globals.DOMMatrix ??= class {};
  globals.ImageData ??= class {};
  const { context } = fakeContext();
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
  Element.prototype.setPointerCapture = () => undefined;
}
