// Text with ANSI colours as rustc prints it, taken apart for the page.

export interface Piece {
  text: string;
  bold: boolean;
  colour: 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | null;
}

const colours = ['red', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

// Splits at the escape sequences; unknown ones are dropped.
export function parseAnsi(text: string): Piece[] {
  const pieces: Piece[] = [];
  let bold = false;
  let colour: Piece['colour'] = null;
  let at = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  for (const match of text.matchAll(/\x1b\[([0-9;]*)m/g)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), bold, colour });
    at = match.index + match[0].length;
    const codes = (match[1] ?? '').split(';').map(Number);
    for (let i = 0; i < codes.length; ++i) {
      const code = codes[i] ?? 0;
      if (code === 0) {
        bold = false;
        colour = null;
      } else if (code === 1) bold = true;
      else if (code >= 30 && code <= 37) colour = colours[code - 30] ?? null;
      else if (code >= 90 && code <= 97) colour = colours[code - 90] ?? null;
      else if (code === 38 && codes[i + 1] === 5) {
        const index = codes[i + 2] ?? 7;
        colour = index < 16 ? (colours[index % 8] ?? null) : null;
        i += 2;
      }
    }
  }
  if (at < text.length) pieces.push({ text: text.slice(at), bold, colour });
  return pieces;
}

// The same, line by line; a line keeps its end.
export function linesOf(pieces: Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    piece.text.split(/(?<=\n)/).forEach((text, i) => {
      if (i > 0 || lines.at(-1)?.at(-1)?.text.endsWith('\n')) lines.push([]);
      lines.at(-1)?.push({ ...piece, text });
    });
  }
  return lines;
}

export interface Place {
  line: number; // 1-based
  column: number; // 1-based, in characters
}

// The parts of a text that name places of the program (main.rs:4:14), and what is between them.
export function splitPlaces(text: string, file: string): (string | { text: string; place: Place })[] {
  const parts: (string | { text: string; place: Place })[] = [];
  const pattern = new RegExp(`(?<![\\w/.-])${file.replace('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push({ text: match[0], place: { line: Number(match[1]), column: Number(match[2]) } });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
