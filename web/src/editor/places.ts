// Places as rustc names them (line and column from 1, columns in characters) and as the editor counts (UTF-16 offsets).
import type { Text } from '@codemirror/state';
import type { Place } from '../output/ansi';

export function offsetOf(doc: Text, { line, column }: Place): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let offset = 0;
  let characters = 1;
  for (const character of at.text) {
    if (characters >= column) break;
    offset += character.length;
    ++characters;
  }
  return at.from + offset;
}

export function placeOf(doc: Text, offset: number): Place {
  const at = doc.lineAt(Math.min(offset, doc.length));
  return { line: at.number, column: [...at.text.slice(0, offset - at.from)].length + 1 };
}
