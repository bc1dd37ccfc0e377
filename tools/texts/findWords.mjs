import { parseSync } from 'vite';

/** Attributes that are read or heard. */
const SPOKEN = /^(title|aria-(label|roledescription|valuetext|description)|placeholder|alt|label|hint)$/;
/** Attributes that only the program reads. */
const SILENT = /^(class|style|id|key|d|rel|data-.+|aria-.+)$/;
/** Calls whose arguments are no words for the user. */
const LOOKS =
  /^(error|querySelector(All)?|closest|matches|addEventListener|removeEventListener|getElementById|includes)$/;
/** Names of keys, as a browser reports them. */
const KEY =
  /^(Enter|Escape|Delete|Backspace|Insert|Home|End|Tab|Page(Up|Down)|Arrow(Up|Down|Left|Right)|((Ctrl|Alt|Shift)\+)+\S+)$/;
const ADDRESS = /^\S*[:/]\S*$/;
/** Markup, media queries, fonts and classes. */
const CODE = /^[<(]|\dpx |^[a-z]+-[a-z-]+ /;

/** Modules whose words the user reads though they are no components. */
const SPEAKS = /\.tsx$|^src\/renderer\/(canvas|commands\/(?!commands|keys|listenToKeys))/;
/** Fields of a command that are names for the program. */
const NAMES = /^(id|section|keys)$/;

const hasWord = (text) => /\p{L}{2}/u.test(text);
const isSentence = (text) =>
  !KEY.test(text) && !CODE.test(text) && (/^\p{Lu}\p{Ll}/u.test(text) || /\p{L}{2}[,.:;]? \p{L}{2}/u.test(text));

/**
 * Words for the user that stand in a component instead of in the table of texts, and texts that a module asks for
 * before a language can be chosen, as sentences.
 * @returns {string[]}
 */
export function findWords(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const faults = [];
  const placeOf = ({ start }) => `${path}:${source.slice(0, start).split('\n').length}`;
  visit(program, { isLate: false, isSpoken: false, isCode: false }, { say, early });
  return faults;

  function say(node, words) {
    if (SPEAKS.test(path)) faults.push(`${placeOf(node)} says “${words.trim()}”: texts lie in src/renderer/text`);
  }

  function early(node) {
    faults.push(`${placeOf(node)} asks for a text while it loads: ask where it is drawn, when the language is chosen`);
  }
}

/** How to go on below a node of a kind; kinds that are not here change nothing. */
const rules = {
  ImportDeclaration: () => {},
  ThrowStatement: () => {},
  ExportSpecifier: () => {},
  Identifier: (node, at, tell) => {
    if (!at.isLate && node.name === 'texts') tell.early(node);
  },
  VariableDeclarator: ({ id, init }, at, tell) => visit(id.type === 'Identifier' ? init : [id, init], at, tell),
  MemberExpression: ({ object, property, computed }, at, tell) =>
    visit(computed ? [object, property] : object, at, tell),
  MethodDefinition: ({ key, value, computed }, at, tell) => visit(computed ? [key, value] : value, at, tell),
  PropertyDefinition: ({ key, value, computed }, at, tell) => visit(computed ? [key, value] : value, at, tell),
  JSXElement: ({ openingElement, children }, at, tell) => {
    visit(openingElement, at, tell);
    visit(children, { ...at, isCode: isMono(openingElement) }, tell);
  },
  JSXText: (node, at, tell) => {
    if (!at.isCode && hasWord(node.value)) tell.say(node, node.value);
  },
  JSXAttribute: ({ name, value }, at, tell) => {
    const isSpoken = SPOKEN.test(name.name);
    if (isSpoken || !SILENT.test(name.name)) visit(value, { ...at, isSpoken }, tell);
  },
  Property: ({ key, value, computed }, at, tell) => {
    if (!NAMES.test(key.name)) visit(computed ? [key, value] : value, at, tell);
  },
  BinaryExpression: ({ left, right, operator }, at, tell) => {
    if (/^[=!]==?$/.test(operator))
      visit(
        [left, right].filter(({ type }) => type !== 'Literal'),
        at,
        tell,
      );
    else visit([left, right], at, tell);
  },
  SwitchCase: ({ consequent }, at, tell) => visit(consequent, at, tell),
  CallExpression: (node, at, tell) => {
    visit(node.callee, at, tell);
    if (!LOOKS.test(node.callee.property?.name ?? '')) visit(node.arguments, { ...at, isSpoken: false }, tell);
  },
  Literal: (node, at, tell) => {
    const { value } = node;
    if (typeof value !== 'string' || ADDRESS.test(value)) return;
    if (at.isSpoken ? hasWord(value) : isSentence(value)) tell.say(node, value);
  },
  TemplateLiteral: (node, at, tell) => {
    const words = node.quasis.map(({ value }) => value.cooked).join('…');
    if (at.isSpoken ? hasWord(words) : isSentence(words)) tell.say(node, words);
    visit(node.expressions, at, tell);
  },
};

function isMono({ attributes }) {
  return attributes.some(({ name, value }) => name?.name === 'class' && /\bmono\b/.test(value?.value ?? ''));
}

function visit(node, at, tell) {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, at, tell);
    return;
  }
  if (!node?.type || /^TS(?!AsExpression|SatisfiesExpression|NonNull)/.test(node.type)) return;
  const below = /Function/.test(node.type) ? { ...at, isLate: true } : at;
  const rule = rules[node.type];
  if (rule) rule(node, below, tell);
  else
    visit(
      Object.values(node).filter((part) => typeof part === 'object'),
      below,
      tell,
    );
}
