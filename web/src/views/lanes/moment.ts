// Which lanes are held at a step of the run.
import type { Trace } from '../../engine/trace';

interface Times {
  starts: number[];
  latestEnd: number[]; // by time: the latest end of it and those before
}

export class Moment {
  private readonly times: (Times | null)[];

  constructor(trace: Trace) {
    this.times = trace.lanes.map(({ time, steps }) => {
      if (time === 'compile') return null;
      let latest = 0;
      const latestEnd = steps.map(([, end]) => {
        latest = Math.max(latest, end ?? Number.POSITIVE_INFINITY);
        return latest;
      });
      return { starts: steps.map(([start]) => start), latestEnd };
    });
  }

  // The lanes held during the step, its own statement included.
  active(step: number): Set<number> {
    const found = new Set<number>();
    this.times.forEach((times, lane) => {
      if (times === null) return;
      const last = lastAtMost(times.starts, step);
      if (last >= 0 && (times.latestEnd[last] ?? 0) >= step) found.add(lane);
    });
    return found;
  }
}

// The last index whose value is at most `limit`, of ascending values; -1: none.
export function lastAtMost(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
