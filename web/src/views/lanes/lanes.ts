// Lanes beside the code: a CodeMirror extension. The panel stands in the editor's own scroller, so that lines and lanes move as one;
// where lines wrap, fold or grow, it follows their blocks.
import type { Extension } from '@codemirror/state';
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { factsField, lanesAt, litField, setLit, setTrace } from './facts';
import { litText, nowField, setNow } from './light';
import { Panel } from './panel';

export interface LanesHooks {
  choose: (lane: number) => void;
}

const same = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((id, i) => id === b[i]);

class LanesPlugin implements PluginValue {
  readonly panel: Panel;
  private readonly sizes: ResizeObserver;
  private width: number;
  private fromText = false; // what is lit was pointed at in the text

  constructor(
    private readonly view: EditorView,
    hooks: LanesHooks,
  ) {
    this.panel = new Panel({ light: (lanes) => this.light(lanes, false), choose: hooks.choose });
    view.scrollDOM.append(this.panel.dom);
    this.width = view.dom.clientWidth;
    this.sizes = new ResizeObserver(() => {
      if (view.dom.clientWidth === this.width) return;
      this.width = view.dom.clientWidth;
      this.draw();
    });
    this.sizes.observe(view.dom);
    this.draw();
  }

  update(update: ViewUpdate) {
    const before = update.startState;
    const after = update.state;
    const facts = after.field(factsField);
    if (facts !== before.field(factsField) || update.geometryChanged || update.docChanged) this.draw();
    const lit = after.field(litField);
    if (lit !== before.field(litField) || facts !== before.field(factsField)) this.panel.light(lit);
    if (update.selectionSet || update.focusChanged) {
      const { main } = after.selection;
      const wanted = facts === null || !this.view.hasFocus || !main.empty ? [] : lanesAt(after, facts, main.head);
      // An update may not dispatch.
      if (!same(wanted, lit) && (wanted.length > 0 || this.fromText)) queueMicrotask(() => this.light(wanted, true));
    }
  }

  destroy() {
    this.sizes.disconnect();
    this.panel.dom.remove();
  }

  light(lanes: readonly number[], fromText: boolean) {
    const { view } = this;
    if (!view.dom.isConnected || same(view.state.field(litField), lanes)) return;
    this.fromText = fromText && lanes.length > 0;
    view.dispatch({ effects: setLit.of(lanes) });
  }

  pointAt(at: number | null) {
    const facts = this.view.state.field(factsField);
    const found = facts === null || at === null ? [] : lanesAt(this.view.state, facts, at);
    if (found.length > 0 || this.fromText) this.light(found, true);
  }

  moment(step: number | null) {
    const { state } = this.view;
    const now = state.field(nowField);
    if (now === null) {
      this.panel.moment(step, null);
      return;
    }
    const block = this.view.lineBlockAt(Math.min(now.from, state.doc.length));
    const top = this.view.documentPadding.top;
    this.panel.moment(step, { top: top + block.top, middle: 0, bottom: top + block.bottom });
  }

  private draw() {
    this.panel.draw(this.view, this.view.state.field(factsField), this.width);
    this.panel.light(this.view.state.field(litField));
  }
}

const plugin = ViewPlugin.fromClass<LanesPlugin, LanesHooks>(LanesPlugin, {
  eventHandlers: {
    mousemove(event, view) {
      const at = event.target instanceof Node && view.contentDOM.contains(event.target) ? view.posAtCoords(event) : null;
      view.plugin(plugin)?.pointAt(at);
    },
    mouseleave(_event, view) {
      view.plugin(plugin)?.pointAt(null);
    },
  },
});

export const lanes = (hooks: LanesHooks): Extension => [factsField, litField, nowField, litText, plugin.of(hooks)];

// Shows a moment of the run: its statement, and the lanes held then. Null: the whole run.
export function showMoment(view: EditorView, step: number | null, place: { from: number; to: number } | null): void {
  const now = view.state.field(nowField);
  if (now?.from !== place?.from || now?.to !== place?.to)
    view.dispatch({
      effects: place === null ? setNow.of(null) : [setNow.of(place), EditorView.scrollIntoView(place.from, { y: 'nearest', yMargin: 30 })],
    });
  view.plugin(plugin)?.moment(step);
}

export { setTrace };
