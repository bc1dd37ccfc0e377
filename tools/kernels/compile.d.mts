export function compile(path: string): Promise<Buffer>;
