const stringOrWord = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

const words: Readonly<Record<string, string>> = { Infinity: '"inf"', '-Infinity': '"-inf"', NaN: '"nan"' };

/**
 * JSON, and what Python's json module writes beside it: bare Infinity, -Infinity and NaN, read as the strings "inf", "-inf" and
 * "nan". Schedulers of diffusers have lambda_min_clipped: -Infinity.
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const strict = text.replaceAll(stringOrWord, (found) => words[found] ?? found);
    if (strict === text) throw thrown;
    return JSON.parse(strict);
  }
}
