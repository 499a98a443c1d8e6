import { createStore, useStore } from '../desk/store';
import { explain } from '../api/problem';
import { icons } from '../theme/icons';

interface Toast { key: number; tone: 'good' | 'bad'; text: string }
const SHOWN_MS = 6000;
const SHOWN_MAX = 4;
const toasts = createStore<readonly Toast[]>([]);
let keys = 0;

/** A passing word about something that was just asked for. What must not be missed has its own place on the screen. */
export function say(text: string, tone: Toast['tone'] = 'good'): void {
  const toast = { key: ++keys, tone, text };
  toasts.set((held) => [...held, toast].slice(-SHOWN_MAX));
  if (tone === 'good') setTimeout(() => dismiss(toast.key), SHOWN_MS);
}

export function sayError(error: unknown): void {
  say(explain(error), 'bad');
}

function dismiss(key: number): void {
  toasts.set((held) => held.filter((toast) => toast.key !== key));
}

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts" role="status" aria-live="polite" data-testid="toasts">
      {shown.map((toast) => (
        <div key={toast.key} className={`toast ${toast.tone}`}>
          <span className="grow">{toast.text}</span>
          <button type="button" className="button quiet icon small" aria-label="Dismiss" onClick={() => dismiss(toast.key)}>
            {icons.close}
          </button>
        </div>
      ))}
    </div>
  );
}
