// Where labs get their engines from. A page says it once, before its first lab: a worker for each, or one engine for all.
import type { Engine } from './client';

// What a lab asks of an engine.
export type Judge = Pick<Engine, 'warmUp' | 'judge' | 'memoryAt' | 'events' | 'runs' | 'stop' | 'dispose'>;

let make: () => Judge = () => {
  throw new Error('nobody said where engines come from');
};

export const newEngine = (): Judge => make();

export function useEngines(factory: () => Judge): void {
  make = factory;
}
