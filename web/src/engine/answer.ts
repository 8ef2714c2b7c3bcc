// What an engine answers, or why it does not.
import type { Judged } from './protocol';

// What was asked is not wanted any more: stopped, or overtaken by a newer request.
export class Stopped extends Error {}

export interface Answer extends Judged {
  id: number; // for questions about its run
  milliseconds: number; // of checking and running, without waiting and loading
}
