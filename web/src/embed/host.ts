// What a frame and the page around it tell each other: how high the frame would like to be, and whether the page is light or dark.

// Says the height to whoever listens: embed.js, and pages that follow Embedly's or AMP's way of resizing frames.
export function tellHeight(height: number): void {
  if (parent === window) return;
  const say = (message: unknown) => parent.postMessage(message, '*');
  say({ borrowlab: 'height', height });
  say(JSON.stringify({ src: location.href, context: 'iframe.resize', height }));
  say({ sentinel: 'amp', type: 'embed-size', height });
}

function apply(theme: unknown): void {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

// Follows `embed.html?theme=dark`, then what the page around says; the system's scheme where neither says anything.
export function followTheme(): void {
  apply(new URLSearchParams(location.search).get('theme'));
  addEventListener('message', ({ data, source }) => {
    if (source === parent && data?.borrowlab === 'theme') apply(data.theme);
  });
}
