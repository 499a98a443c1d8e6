import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { api } from '../api/client';
import { explain } from '../api/problem';
import type { Instrument } from '../api/types';

const WAIT_MS = 150;
const SHOWN_MAX = 12;

interface Props {
  symbol: string;
  /** Seen and read out; where it is another than the ticket's own, only read out. */
  label?: string;
  testId?: string;
  error?: string | null;
  disabled?: boolean;
  onChoose: (symbol: string, instrument: Instrument | null) => void;
}

/** A combobox over GET /instruments. What was typed in full counts even if nobody picked it from the list. */
export function InstrumentSearch({ symbol, label, testId = 'ticket-symbol', error, disabled, onChoose }: Props) {
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [found, setFound] = useState<{ query: string; items: Instrument[]; error: string | null } | null>(null);
  const [at, setAt] = useState(0);
  const open = text !== null && text.trim() !== '';
  const items = open && found ? found.items : [];

  useEffect(() => {
    const query = text?.trim() ?? '';
    if (query === '') return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.instruments(query, stop.signal).then(
        (list) => { setFound({ query, items: list.slice(0, SHOWN_MAX), error: null }); setAt(0); },
        (reason: unknown) => { if (!stop.signal.aborted) setFound({ query, items: [], error: explain(reason) }); },
      );
    }, WAIT_MS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);

  function choose(instrument: Instrument) {
    onChoose(instrument.symbol, instrument);
    setText(null);
  }

  function takeTyped() {
    const typed = text?.trim().toUpperCase() ?? '';
    if (text === null) return;
    const exact = found?.items.find((item) => item.symbol.toUpperCase() === typed);
    if (typed !== '') onChoose(exact?.symbol ?? typed, exact ?? null);
    setText(null);
  }

  function key(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((held) => Math.max(0, Math.min(items.length - 1, held + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && text !== null) {
      event.preventDefault();
      // A list for an earlier text must not decide what a quick hand meant.
      const current = found?.query === text.trim() ? items[at] : undefined;
      if (current) choose(current);
      else takeTyped();
    } else if (event.key === 'Escape' && text !== null) {
      event.stopPropagation();
      setText(null);
    }
  }

  return (
    <div className="field combobox">
      <label htmlFor={id} className={label ? 'visually-hidden' : ''}>{label ?? 'Instrument'}</label>
      <input id={id} className="input strong" role="combobox" autoComplete="off" spellCheck={false} data-testid={testId}
        aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list" disabled={disabled}
        aria-activedescendant={items[at] ? `${id}-${at}` : undefined} aria-invalid={error ? true : undefined}
        placeholder={label ?? 'Symbol or name ( / )'} value={text ?? symbol} onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)} onKeyDown={key} onBlur={takeTyped} />
      {error && <span className="field-error" role="alert">{error}</span>}
      {open && found && (
        <ul id={`${id}-list`} role="listbox" className="options" aria-label="Instruments">
          {items.map((item, index) => (
            <li key={`${item.symbol}/${item.secType}/${item.exchange}`} id={`${id}-${index}`} role="option" aria-selected={index === at}
              onMouseDown={(event) => { event.preventDefault(); choose(item); }} onMouseEnter={() => setAt(index)}>
              <span className="strong">{item.symbol}</span>
              <span className="grow truncate dim">{item.name}</span>
              <span className="faint">{item.secType} {item.exchange} {item.currency}</span>
            </li>
          ))}
          {items.length === 0 && <li className="dim">{found.error ?? 'No instrument matches.'}</li>}
        </ul>
      )}
    </div>
  );
}
