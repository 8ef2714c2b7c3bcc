// Where statements and blocks of a program are, by the editor's own grammar: enough to move, wrap and remove them.
import { rustLanguage } from '@codemirror/lang-rust';
import type { Edit } from '../../engine/protocol';
import type { Extent } from '../../engine/trace';

type Node = ReturnType<typeof rustLanguage.parser.parse>['topNode'];

export interface Statement extends Extent {
  block: Extent; // that it stands in
  indent: string;
}

export class Syntax {
  private readonly root: Node;

  constructor(readonly source: string) {
    this.root = rustLanguage.parser.parse(source).topNode;
  }

  text({ from, to }: Extent): string {
    return this.source.slice(from, to);
  }

  // The innermost statement that holds a place; of the block around it: `outer` blocks further out.
  statementAt(at: number, outer = 0): Statement | null {
    let left = outer;
    for (let node: Node | null = this.root.resolveInner(at, 1); node !== null; node = node.parent) {
      const block = node.parent;
      if (block?.name !== 'Block' || node.name === '{' || node.name === '}' || left-- > 0) continue;
      // A call's semicolon may belong to the block.
      const semicolon = /^\s*;/.exec(this.source.slice(node.to, block.to));
      const to = this.source[node.to - 1] === ';' || semicolon === null ? node.to : node.to + semicolon[0].length;
      return { from: node.from, to, block: { from: block.from, to: block.to }, indent: this.indentAt(node.from) };
    }
    return null;
  }

  // The innermost node of a kind that begins at a place or holds it.
  nodeAt(at: number, ...kinds: string[]): Extent | null {
    for (let node: Node | null = this.root.resolveInner(at, 1); node !== null; node = node.parent)
      if (kinds.includes(node.name)) return { from: node.from, to: node.to };
    return null;
  }

  // The parts of a binary operation or compound assignment: left, operator, right.
  operationAt(at: number): { whole: Extent; left: string; operator: string; right: string } | null {
    const whole = this.nodeAt(at, 'BinaryExpression', 'AssignmentExpression');
    if (whole === null) return null;
    for (let node: Node | null = this.root.resolveInner(at, 1); node !== null; node = node.parent) {
      if (node.from !== whole.from || node.to !== whole.to || !/^(Binary|Assignment)/.test(node.name)) continue;
      const [left, right] = [node.firstChild, node.lastChild];
      if (left === null || right === null) return null;
      return { whole, left: this.text(left), operator: this.source.slice(left.to, right.from).trim(), right: this.text(right) };
    }
    return null;
  }

  indentAt(at: number): string {
    return /^[ \t]*/.exec(this.source.slice(this.source.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '';
  }

  // The whole lines of a statement that has them for itself; else the statement alone.
  linesOf({ from, to }: Extent): Extent {
    const start = this.source.lastIndexOf('\n', from - 1) + 1;
    const end = this.source.indexOf('\n', to);
    const alone = this.source.slice(start, from).trim() === '' && (end < 0 || this.source.slice(to, end).trim() === '');
    return alone ? { from: start, to: end < 0 ? this.source.length : end + 1 } : { from, to };
  }

  remove(statement: Extent): Edit {
    return { ...this.linesOf(statement), text: '' };
  }

  // Puts lines before a statement, indented as it is.
  before(statement: Statement, lines: string): Edit {
    return { from: statement.from, to: statement.from, text: `${lines.replaceAll('\n', `\n${statement.indent}`)}\n${statement.indent}` };
  }

  after(statement: Statement, lines: string): Edit {
    return { from: statement.to, to: statement.to, text: `\n${statement.indent}${lines.replaceAll('\n', `\n${statement.indent}`)}` };
  }

  // A statement's text with its own indentation taken away.
  plainText(statement: Statement): string {
    return this.text(statement).replaceAll(`\n${statement.indent}`, '\n');
  }

  // The last place in a range where a word stands.
  lastUse(word: string, from: number, to: number): number | null {
    const all = [...this.source.slice(from, to).matchAll(new RegExp(`(?<![\\w.])${word.replace(/[^\w]/g, '\\$&')}\\b`, 'g'))];
    const last = all.at(-1);
    return last === undefined ? null : from + last.index;
  }
}

// The text with edits made; they must not overlap.
export const applied = (source: string, parts: readonly Edit[]): string =>
  [...parts]
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), source);
