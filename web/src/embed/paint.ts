// Rust in colours for what is only read, in a few hundred bytes: the editor, once it is there, parses properly.

export interface Painted {
  text: string;
  as: string; // a class; empty: plain
}

const keyword =
  'as|async|await|break|const|continue|crate|dyn|else|enum|extern|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|super|trait|type|union|unsafe|use|where|while';

// In the order of the classes.
const classes = ['comment', 'string', 'exclusive', 'shared', 'meta', 'keyword', 'number', 'function', 'type'];
const pattern = new RegExp(
  [
    '(//.*|/\\*[^]*?\\*/)',
    '([bc]?r(#*)"[^]*?"\\3|[bc]?"(?:\\\\[^]|[^"\\\\])*"|b?\'(?:\\\\.[^\']*|[^\'\\\\\\n])\')',
    "(&(?:'\\w+ )?mut\\b)",
    '((?<![\\w)\\]&] ?)&(?=[\\w\'"([*&]))',
    "(#!?\\[[^\\]]*\\]|'\\w+)",
    `\\b(${keyword})\\b`,
    '\\b(\\d[\\w]*(?:\\.\\d\\w*)?|true|false)\\b',
    '\\b(\\w+!|[a-z_]\\w*(?=\\())',
    '\\b([A-Z]\\w*|[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|str)\\b',
  ].join('|'),
  'g',
);

// Line by line; no piece goes over the end of its line.
export function paint(source: string): Painted[][] {
  const lines: Painted[][] = [[]];
  const add = (text: string, as: string) => {
    text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, as });
    });
  };
  let at = 0;
  for (const match of source.matchAll(pattern)) {
    add(source.slice(at, match.index), '');
    // The third group is the string's own number of `#`.
    const groups = match.slice(1).filter((_, i) => i !== 2);
    add(match[0], classes[groups.findIndex((group) => group !== undefined)] ?? '');
    at = match.index + match[0].length;
  }
  add(source.slice(at), '');
  return lines;
}
