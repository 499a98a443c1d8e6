import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { explain } from '../api/problem';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { say } from '../controls/toasts';
import { useDesk } from '../desk/context';
import type { Target } from './KillSwitchPanel';

/** Throwing or releasing a switch goes with a reason, which everyone sees. */
export function KillSwitchDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const scope = target.account ?? 'the whole firm';

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.setKillSwitch(target.account, target.on, reason.trim());
      await desk.readAccounts().catch(() => undefined);
      say(target.on ? `New orders are stopped for ${scope}.` : `Trading is released for ${scope}.`);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={target.on ? `Stop trading for ${scope}` : `Release trading for ${scope}`} onClose={onClose} testId="kill-dialog">
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dim">
          {target.on
            ? 'Every new order is refused from now on. Open orders keep working: cancel them on the trading page if they should not.'
            : 'Orders are checked and sent again from now on.'}
        </p>
        <Field label="Reason" required autoFocus value={reason} testId="kill-reason" placeholder="Seen by everyone, kept in the journal"
          onChange={(event) => setReason(event.target.value)} />
        {error !== null && <div className="notice bad" role="alert">{explain(error)}</div>}
        <div className="row dialog-buttons">
          <button type="button" className="button" onClick={onClose}>Leave as it is</button>
          <button type="submit" className={`button ${target.on ? 'danger' : 'primary'}`} data-testid="kill-confirm"
            disabled={busy || reason.trim() === ''}>{busy ? 'Asking…' : target.on ? 'Stop trading' : 'Release'}</button>
        </div>
      </form>
    </Dialog>
  );
}
