// Programs as authors write them in posts: rustdoc's hidden lines, and no `fn main` where there is nothing to say about it.
import type { Lines } from '../share/scenario';

export interface Marked {
  source: string;
  hidden: Lines[];
}

const strings = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|r(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\.[^']*|[^'\\\n])'/g;
export const declaresMain = (text: string): boolean => /\bfn\s+main\b/.test(text.replace(strings, ''));

// Neighbouring lines as ranges.
function ranges(numbers: number[]): Lines[] {
  const out: Lines[] = [];
  for (const n of numbers) {
    const last = out.at(-1);
    if (last?.to === n - 1) last.to = n;
    else out.push({ from: n, to: n });
  }
  return out;
}

// `# ` in front hides a line and `##` stands for `#`; a text without `fn main` gets one around it, in hidden lines of its own.
export function unmark(text: string): Marked {
  const hidden: number[] = [];
  let lines = text.replace(/\r\n?/g, '\n').replace(/^\n/, '').trimEnd().split('\n');
  const wrap = !declaresMain(lines.map((line) => line.replace(/^\s*#(?= |$)/, '')).join('\n'));
  if (wrap) {
    const head = lines.findLastIndex((line) => /^\s*(# )?#!\[/.test(line)) + 1;
    lines = [...lines.slice(0, head), '# fn main() {', ...lines.slice(head), '# }'];
  }
  lines = lines.map((line, i) => {
    const mark = /^\s*#(#| |$)/.exec(line);
    if (mark === null) return line;
    if (mark[1] === '#') return line.replace('##', '#');
    hidden.push(i + 1);
    return line.replace(/^\s*# ?/, '');
  });
  return { source: `${lines.join('\n')}\n`, hidden: ranges(hidden) };
}

// The other way: what `unmark` reads as this program.
export function mark(source: string, hidden: readonly Lines[]): string {
  const isHidden = (n: number) => hidden.some(({ from, to }) => n >= from && n <= to);
  return source
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      if (isHidden(i + 1)) return `# ${line}`.trimEnd();
      return /^\s*#(#| |$)/.test(line) ? line.replace('#', '##') : line;
    })
    .join('\n');
}
