// A lane in words: the short label beside it, and the sentence for tooltip, screen reader and list.
import type { Collision, Lane, Trace } from '../../engine/trace';

const lineOf = (line: number) => `line ${line + 1}`;
const quoted = (text: string) => `\`${text}\``;

// Where lanes touch the text, in lines from 0: as the trace has them, or moved by edits since.
export interface Lines {
  start: number;
  from: number;
  to: number;
  end: number;
}

const things: Record<Lane['kind'], string> = { shared: 'shared', exclusive: 'exclusive', moved: 'moved' };

function thing({ kind, time, what }: Lane): string {
  const guard = time === 'run' && !what.startsWith('&');
  return `${things[kind]} ${guard ? 'guard' : 'borrow'} ${quoted(what)}`;
}

const article = (text: string) => (/^[aeiou]/.test(text) ? `an ${text}` : `a ${text}`);

export const holderOf = (lane: Lane) => lane.holder?.text ?? null;

// The label beside a lane: `& r1`, `RefMut total`. Without a holder the borrow is a temporary, and named by what it is alone.
export function label(lane: Lane): string {
  if (lane.kind === 'moved') return `move ${lane.of.text}`;
  return lane.holder === null ? lane.what : `${lane.what} ${lane.holder.text}`;
}

function ending(lane: Lane, lines: Lines): string {
  if (lane.end === null)
    return lines.from === lines.to ? ` on ${lineOf(lines.start)}` : `, from ${lineOf(lines.start)} to ${lineOf(lines.to)}`;
  const at = lineOf(lines.end);
  const from = `, from ${lineOf(lines.start)} `;
  switch (lane.end.how) {
    case 'last use':
      return lines.end === lines.start ? ` on ${at}` : `${from}to its last use on ${at}`;
    case 'drop':
      return lines.end === lines.start ? ` on ${at}, where it is dropped at once` : `${from}until it is dropped on ${at}`;
    case 'scope':
      return `${from}to the end of its scope on ${at}`;
    case 'moved':
      return `${from}until it is moved away on ${at}`;
    case 'unwound':
      return `, from ${lineOf(lines.start)} until the panic unwinds it`;
    case 'never':
      return `${from}on; it never ends`;
    case 'refused':
      return ` on ${at}, and is refused`;
  }
}

function conflict(trace: Trace, lane: Lane, { held, refused, place: _ }: Collision, line: number): string {
  const other = trace.lanes[lane.id === held ? (refused ?? -1) : held];
  if (other === undefined) return `In conflict with what happens on ${lineOf(line)}.`;
  return `In conflict with ${other.holder === null ? `the ${thing(other)}` : quoted(other.holder.text)} on ${lineOf(line)}.`;
}

// One or two sentences. `lineAt`: the line of a place of the text.
export function sentence(trace: Trace, lane: Lane, lines: Lines, lineAt: (offset: number) => number): string {
  const of = quoted(lane.of.text);
  const conflicts = lane.collisions.flatMap((i) => {
    const collision = trace.collisions[i];
    return collision === undefined ? [] : [conflict(trace, lane, collision, lineAt(collision.place.from))];
  });
  const all = [...new Set(conflicts)].join(' ');
  const times = lane.steps.length > 1 ? ` ${lane.steps.length.toLocaleString('en')} times in this run.` : '';
  const rest = `${times}${all === '' ? '' : ` ${all}`}`;
  if (lane.kind === 'moved') {
    const to = lane.holder === null ? '' : ` to ${quoted(lane.holder.text)}`;
    const until = lines.to === lines.start ? '' : `, missed until ${lineOf(lines.to)}`;
    return `${of} is moved${to} on ${lineOf(lines.start)}${until}.${rest}`;
  }
  const refused = lane.end?.how === 'refused';
  const who = lane.holder === null ? 'A temporary' : quoted(lane.holder.text);
  return `${who} ${refused ? 'asks for' : 'holds'} ${article(thing(lane))} of ${of}${ending(lane, lines)}.${rest}`;
}
