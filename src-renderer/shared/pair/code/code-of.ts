import { common, createLowlight } from 'lowlight';

/** Longer code is shown without highlighting, which would take seconds. */
const LONGEST = 60_000;

/** A stretch of code with the classes that its colour comes from. */
export interface Token {
  start: number;
  end: number;
  className: string;
}

export interface Code {
  /** The code blocks of an output, one below the other; the whole output where it holds none. */
  text: string;
  tokens: readonly Token[];
  /** Languages of the blocks, as far as they are named. */
  languages: readonly string[];
  blocks: number;
}

const lowlight = createLowlight(common);

/** Code blocks of a Markdown text with what is needed to colour them. */
export function codeOf(output: string): Code {
  const blocks = fencedBlocks(output);
  const all = blocks.length > 0 ? blocks : [{ language: '', text: output }];
  const tokens: Token[] = [];
  let text = '';
  for (const block of all) {
    if (text !== '') text += '\n\n';
    if (block.text.length <= LONGEST) tokens.push(...tokensOf(block, text.length));
    text += block.text;
  }
  const languages = [...new Set(blocks.map(({ language }) => language).filter((name) => name !== ''))];
  return { text, tokens, languages, blocks: blocks.length };
}

interface Block {
  language: string;
  text: string;
}

function fencedBlocks(output: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; lines: string[] } | null = null;
  for (const line of output.split('\n')) {
    const [, fence, info = ''] = /^\s{0,12}(`{3,}|~{3,})\s*([^\s`]*)/.exec(line) ?? [];
    if (open === null) {
      if (fence !== undefined) open = { fence, language: info.toLowerCase(), lines: [] };
    } else if (fence?.startsWith(open.fence) && info === '') {
      blocks.push({ language: open.language, text: open.lines.join('\n') });
      open = null;
    } else open.lines.push(line);
  }
  // An answer that was cut off ends inside its block.
  if (open !== null && open.lines.length > 0)
    blocks.push({ language: open.language, text: open.lines.join('\n') });
  return blocks;
}

function tokensOf({ language, text }: Block, offset: number): Token[] {
  const tree = lowlight.registered(language)
    ? lowlight.highlight(language, text)
    : lowlight.highlightAuto(text);
  const tokens: Token[] = [];
  let at = offset;
  const visit = (node: (typeof tree.children)[number], className: string): void => {
    if (node.type === 'text') {
      if (className !== '') tokens.push({ start: at, end: at + node.value.length, className });
      at += node.value.length;
    } else if (node.type === 'element') {
      const own = node.properties['className'];
      const name = Array.isArray(own) ? own.join(' ') : className;
      for (const child of node.children) visit(child, name);
    }
  };
  for (const child of tree.children) visit(child, '');
  return tokens;
}
