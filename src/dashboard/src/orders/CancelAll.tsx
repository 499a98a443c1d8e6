import { useState } from 'react';
import type { Order } from '../api/types';
import { Dialog } from '../controls/Dialog';
import { cancelAllOf } from './actions';

/** Says what will be asked for, account by account, before it is. */
export function CancelAll({ orders, onClose }: { orders: readonly Order[]; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const accounts = [...new Set(orders.map((order) => order.account))].sort();

  async function confirm() {
    setBusy(true);
    await cancelAllOf(accounts);
    onClose();
  }

  return (
    <Dialog title="Cancel all open orders" onClose={onClose} testId="cancel-all-dialog" footer={<>
      <button type="button" className="button" onClick={onClose} autoFocus>Keep them</button>
      <button type="button" className="button danger" disabled={busy || accounts.length === 0} data-testid="cancel-all-confirm"
        onClick={() => void confirm()}>{busy ? 'Asking…' : `Cancel ${orders.length} ${orders.length === 1 ? 'order' : 'orders'}`}</button>
    </>}>
      <p>A cancel is asked of the broker for every open order of:</p>
      <ul className="stack">
        {accounts.map((account) => (
          <li key={account} className="row">
            <span className="strong grow">{account}</span>
            <span>{orders.filter((order) => order.account === account).length} open</span>
          </li>
        ))}
      </ul>
      <p className="dim">Orders can still fill until the broker confirms each cancel. Positions stay as they are.</p>
    </Dialog>
  );
}
