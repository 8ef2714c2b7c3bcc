// When an element is worth waking: its reader comes near, and the browser has nothing better to do.

const came = Symbol('came near');
type Waiting = Element & { [came]: () => void };

let observer: IntersectionObserver | null = null;

export const near = {
  came,
  observe(element: Waiting): void {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer?.unobserve(target);
          (target as Waiting)[came]();
        }
      },
      { rootMargin: '300px 0px' },
    );
    observer.observe(element);
  },
  unobserve: (element: Element): void => observer?.unobserve(element),
} as const;

// Safari has no idle callbacks.
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 50);
}
