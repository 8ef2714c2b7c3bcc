// engine.html: one engine for all elements of the page around it, which is asked over a message port. Programs wait for one another;
// of one client only the newest counts.
import { type Answer, Stopped } from '../engine/answer';
import { Engine } from '../engine/client';
import { hello, type Question, type Told } from './wire';

type Judging = Extract<Question, { kind: 'judge' }>;

const engine = new Engine();

// The last program of each client with its answer: the engine knows the run of one program at a time, and runs are the same every time.
interface Judged {
  question: Judging;
  answer: Answer;
  now: Answer; // as the engine knows it at present
}

function serve(port: MessagePort): void {
  let running: Judging | null = null;
  let queue: Judging[] = [];
  const last = new Map<number, Judged>();
  const tell = (told: Told) => port.postMessage(told);

  const drop = (client: number) => {
    for (const { id } of queue.filter((each) => each.client === client)) tell({ kind: 'stopped', id });
    queue = queue.filter((each) => each.client !== client);
  };

  const judge = async (question: Judging) => {
    const { client, id, source, edition } = question;
    running = question;
    try {
      const answer = await engine.judge(source, edition, (check) => tell({ kind: 'checked', id, check }));
      last.set(client, { question, answer, now: answer });
      tell({ kind: 'judged', id, answer });
    } catch (error) {
      tell(error instanceof Stopped ? { kind: 'stopped', id } : { kind: 'failed', id, message: (error as Error).message });
    }
    // Unless a newer one of the same client has taken its place already.
    if (running !== question) return;
    running = null;
    const next = queue.shift();
    if (next !== undefined) judge(next);
  };

  // Asks about the run of a client's answer, which is made anew where another client's has taken its place.
  async function about<T>(client: number, of: number, ask: (answer: Answer) => Promise<T | null>): Promise<T | null> {
    const judged = last.get(client);
    if (judged === undefined || judged.answer.id !== of) return null;
    const known = await ask(judged.now);
    if (known !== null || running !== null) return known;
    judged.now = await engine.judge(judged.question.source, judged.question.edition);
    return ask(judged.now);
  }

  const answerAbout = async (question: Extract<Question, { kind: 'memory' | 'events' }>) => {
    const { client, id, of } = question;
    try {
      if (question.kind === 'memory') {
        tell({ kind: 'memory', id, memory: await about(client, of, (answer) => engine.memoryAt(answer, question.step)) });
      } else {
        tell({ kind: 'events', id, events: await about(client, of, (answer) => engine.events(answer, question.from, question.to)) });
      }
    } catch {
      // Overtaken by a newer program.
      tell({ kind: 'stopped', id });
    }
  };

  port.onmessage = ({ data }: MessageEvent<Question>) => {
    if (data.kind === 'try') {
      engine.runs(data.source, data.edition).then((ran) => tell({ kind: 'tried', id: data.id, ran }));
      return;
    }
    if (data.kind === 'memory' || data.kind === 'events') {
      answerAbout(data);
      return;
    }
    drop(data.client);
    if (data.kind === 'stop') {
      if (running?.client === data.client) engine.stop();
    } else if (running === null || running.client === data.client) {
      judge(data);
    } else {
      queue.push(data);
    }
  };
}

addEventListener('message', (event) => {
  const port = event.ports[0];
  if (event.source === parent && event.data === hello && port !== undefined) serve(port);
});
engine.warmUp();
parent.postMessage(hello, '*');
