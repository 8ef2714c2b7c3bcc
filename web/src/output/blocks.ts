// Output in blocks by who speaks, and in lines that know which piece of the run's output they begin with.
import type { Judged } from '../engine/protocol';

export type Source = 'compiler' | 'stdout' | 'stderr' | 'borrowlab';

export interface Block {
  source: Source;
  text: string;
  pieces: { index: number; length: number }[]; // of the run's output, in order; none where the run did not write it
}

export function blocksOf({ check, run, trace }: Judged): Block[] {
  const blocks: Block[] = [];
  const add = (source: Source, text: string, index: number | null = null) => {
    if (text === '') return;
    let last = blocks.at(-1);
    if (last?.source === source) last.text += text;
    else {
      last = { source, text, pieces: [] };
      blocks.push(last);
    }
    if (index !== null) last.pieces.push({ index, length: text.length });
  };
  add(check.verdict === 'refused' ? 'borrowlab' : 'compiler', check.rendered);
  for (const [i, piece] of (run?.output ?? []).entries()) add(piece.stderr ? 'stderr' : 'stdout', piece.text, i);
  add('borrowlab', run?.rendered ?? '');
  add('borrowlab', trace?.explanation?.rendered ?? '');
  return blocks;
}

const linesOfChunk = 200;

// A long block in parts of whole lines, so that a browser lays out only what is in view. A piece that goes on in the next part is in both.
export function chunksOf({ source, text, pieces }: Block): Block[] {
  const chunks: Block[] = [];
  let next = 0; // of pieces
  let used = 0; // characters of that piece
  for (let at = 0; at < text.length; ) {
    let end = at;
    for (let lines = 0; lines < linesOfChunk && end < text.length; ++lines) {
      const newline = text.indexOf('\n', end);
      end = newline < 0 ? text.length : newline + 1;
    }
    const own: Block['pieces'] = [];
    for (let left = end - at; left > 0 && next < pieces.length; ) {
      const { index, length } = pieces[next] as Block['pieces'][number];
      const taken = Math.min(left, length - used);
      own.push({ index, length: taken });
      left -= taken;
      used += taken;
      if (used === length) {
        next += 1;
        used = 0;
      }
    }
    chunks.push({ source, text: text.slice(at, end), pieces: own });
    at = end;
  }
  return chunks;
}

export interface Written {
  text: string;
  piece: number; // the piece that it begins with
  later: boolean; // written after `seen` pieces
}

// A block's text by lines; a line that is half written at `seen` pieces is two. Null: all is seen.
export function writtenLines({ text, pieces }: Block, seen: number | null): Written[] {
  const lines: Written[] = [];
  let at = 0;
  let next = 0;
  let piece = 0;
  let seenUpTo = 0; // characters
  for (const each of pieces) if (seen === null || each.index < seen) seenUpTo += each.length;
  const advance = (to: number) => {
    while (next < pieces.length && at >= (pieces[next]?.length ?? 0) + piece) piece += pieces[next++]?.length ?? 0;
    const index = pieces[Math.min(next, pieces.length - 1)]?.index ?? 0;
    if (to > at) lines.push({ text: text.slice(at, to), piece: index, later: at >= seenUpTo });
    at = to;
  };
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const to = end < 0 ? text.length : end + 1;
    if (at < seenUpTo && seenUpTo < to) advance(seenUpTo);
    advance(to);
  }
  return lines;
}
