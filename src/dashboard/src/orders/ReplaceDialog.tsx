import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { explain, isUnclear, Problem } from '../api/problem';
import type { Order } from '../api/types';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { say } from '../controls/toasts';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { compare, parse } from '../money/decimal';
import { formatQty } from '../money/format';
import { Breaches } from '../ticket/Breaches';
import { refresh } from './actions';
import { changeable, type ChangeField } from './changeable';
import { priceWords, sideText } from './termsText';

/** Asks for new terms of the very version that was looked at; if the order moved on meanwhile, the reader is shown how. */
export function ReplaceDialog({ order: opened, onClose }: { order: Order; onClose: () => void }) {
  const desk = useDesk();
  const order = useStorePart(desk.orders, (orders) => orders.get(opened.id) ?? opened);
  const [version, setVersion] = useState(opened.version);
  const [orderQty, setOrderQty] = useState(opened.orderQty);
  const [prices, setPrices] = useState<Partial<Record<ChangeField, string>>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const moved = order.version !== version;
  const change = {
    ...(differs(orderQty, order.orderQty) ? { orderQty: orderQty.trim() } : {}),
    ...Object.fromEntries(changeable(order).flatMap(({ field: name }) => {
      const entered = prices[name];
      return entered !== undefined && differs(entered, order[name] ?? null) ? [[name, entered.trim()]] : [];
    })),
  };
  const field = error instanceof Problem ? error.field : null;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      desk.takeOrder(await api.replaceOrder(order.id, version, change));
      say(`Replace of ${order.symbol} asked for. The old terms work until the broker confirms.`);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
      if (isUnclear(reason) || (reason instanceof Problem && reason.status === 409)) await refresh(desk, order.id);
    }
  }

  return (
    <Dialog title={`Replace ${sideText(order.side)} ${formatQty(order.orderQty)} ${order.symbol}`} onClose={onClose} testId="replace-dialog">
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dim">
          Now {formatQty(order.orderQty)}, {priceWords(order)}, {formatQty(order.cumQty)} filled, {order.ordStatus}.
          {order.listId && ' It belongs to a list: the broker keeps its other orders in step.'}
        </p>
        <Field label="Quantity" inputMode="decimal" value={orderQty} testId="replace-qty" autoFocus
          error={field === 'orderQty' ? explain(error) : null} onChange={(event) => setOrderQty(event.target.value)} />
        {changeable(order).map(({ field: name, label }) => (
          <Field key={name} label={label} inputMode="decimal" value={prices[name] ?? order[name] ?? ''} testId={`replace-${name}`}
            error={field === name ? explain(error) : null} onChange={(event) => setPrices({ ...prices, [name]: event.target.value })} />
        ))}
        {error !== null && field === null && (
          <div className="notice bad" role="alert">
            {isUnclear(error) ? 'No clear answer came. The order above shows what is known; ask again only if it is unchanged.' : explain(error)}
          </div>
        )}
        {error instanceof Problem && <Breaches breaches={error.breaches} />}
        {moved && (
          <div className="notice warn" role="alert">
            <span className="grow">The order has changed since this was opened. Look at its terms above.</span>
            <button type="button" className="button small" onClick={() => { setVersion(order.version); setError(null); }}>
              Go on with these
            </button>
          </div>
        )}
        <div className="row dialog-buttons">
          <button type="button" className="button" onClick={onClose}>Leave as it is</button>
          <button type="submit" className="button primary" data-testid="replace-submit"
            disabled={busy || moved || Object.keys(change).length === 0 || !order.allowedActions.includes('Replace')}>
            {busy ? 'Asking…' : 'Replace'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function differs(entered: string, held: string | null): boolean {
  const a = parse(entered);
  const b = parse(held);
  return a !== null && (b === null || compare(a, b) !== 0);
}
