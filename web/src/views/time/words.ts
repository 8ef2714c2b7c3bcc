// The events of one step in a few words each.
import type { Event as RunEvent, Trace } from '../../engine/trace';

export interface Said {
  text: string;
  kind: 'shared' | 'exclusive' | 'bad' | 'plain';
}

const most = 4; // of one step; the rest is counted

const flag = (value: number) => (value === 0 ? 'free' : value < 0 ? 'exclusive' : `shared ${value}`);

function lane(trace: Trace, event: RunEvent): { what: string; kind: Said['kind'] } {
  const found = event.lane === null ? undefined : trace.lanes[event.lane];
  if (found === undefined) return { what: event.name ?? 'a borrow', kind: 'plain' };
  const what = `${found.what} ${found.of.text}`;
  return { what, kind: found.kind === 'moved' ? 'plain' : found.kind };
}

function said(event: RunEvent, trace: Trace): Said | null {
  const name = event.name ?? '';
  switch (event.kind) {
    case 'loan_start': {
      const { what, kind } = lane(trace, event);
      return { text: `takes ${what}`, kind };
    }
    case 'loan_end': {
      const { what, kind } = lane(trace, event);
      return { text: `ends ${what}`, kind };
    }
    case 'flag':
      return {
        text: `${name === '' ? 'flag' : name}: ${flag(event.value)}`,
        kind: event.value < 0 ? 'exclusive' : event.value > 0 ? 'shared' : 'plain',
      };
    case 'count':
      return { text: `${name === '' ? 'count' : `${name} count`}: ${event.value}`, kind: 'plain' };
    case 'moved':
      return { text: name === '' ? 'moves' : `moves ${name}`, kind: 'plain' };
    case 'dropped':
      return { text: name === '' ? 'drops' : `drops ${name}`, kind: 'plain' };
    case 'unwind':
      return { text: 'unwinds', kind: 'bad' };
    case 'print':
      return { text: 'prints', kind: 'plain' };
    case 'call':
      return { text: `calls ${name}`, kind: 'plain' };
    case 'return':
      return { text: name === '' ? 'returns' : `returns from ${name}`, kind: 'plain' };
    case 'thread':
      return { text: `thread ${event.thread}`, kind: 'plain' };
    default:
      return null; // statements and storage are what the row itself is about
  }
}

export function eventWords(events: readonly RunEvent[], trace: Trace): Said[] {
  const all = events.flatMap((event) => said(event, trace) ?? []);
  const distinct = all.filter((each, i) => all.findIndex((other) => other.text === each.text) === i);
  if (distinct.length <= most) return distinct;
  return [...distinct.slice(0, most), { text: `and ${distinct.length - most} more`, kind: 'plain' }];
}
