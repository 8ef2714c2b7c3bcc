// What the elements of a page and the frame with their engine say to each other, over one message port.
import type { Answer } from '../engine/answer';
import type { CheckResult, Edition } from '../engine/protocol';
import type { Event, Memory } from '../engine/trace';

export const hello = 'borrowlab engine'; // the frame's first word to its page, which answers with the port

export type Question =
  // A newer program of the same client takes the place of an older one.
  | { kind: 'judge'; client: number; id: number; source: string; edition: Edition }
  | { kind: 'stop'; client: number }
  // Whether a program runs to its end; what was judged stays as it is.
  | { kind: 'try'; client: number; id: number; source: string; edition: Edition }
  // About the run of an answer of the same client.
  | { kind: 'memory'; client: number; id: number; of: number; step: number }
  | { kind: 'events'; client: number; id: number; of: number; from: number; to: number };

export type Told =
  | { kind: 'checked'; id: number; check: CheckResult }
  | { kind: 'judged'; id: number; answer: Answer }
  | { kind: 'memory'; id: number; memory: Memory | null }
  | { kind: 'events'; id: number; events: Event[] | null }
  | { kind: 'tried'; id: number; ran: boolean }
  | { kind: 'stopped'; id: number }
  | { kind: 'failed'; id: number; message: string };
